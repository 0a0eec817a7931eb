import { createServer, connect, type Socket } from 'node:net';

export interface TcpProxy {
  readonly connectionString: string;
  /** Connections cut so far. */
  readonly cuts: number;
  /** Cuts every open connection now, wherever in a frame it is. */
  cut(): void;
  /** From now on requests go through and answers do not, until `cut` or `pass`. */
  swallowAnswers(): void;
  /** Open connections carry nothing any more, in either direction, until they are cut. */
  stall(): void;
  /** Answers go through again, on new connections. */
  pass(): void;
  /** After so many bytes of answers on a connection it is cut, in the middle of whatever is being sent. */
  cutAfterBytes(bytes: number): void;
  /** Whether answers have been swallowed since `swallowAnswers`. */
  readonly swallowed: number;
  stop(): Promise<void>;
}

/** Stands between a client and a server on loopback and breaks what it is told to. */
export const startProxy = async (target: string, at = 0): Promise<TcpProxy> => {
  const { hostname, port } = new URL(target.replace('esdb:', 'http:'));
  const open = new Set<Socket>();
  const state = { mode: 'pass' as 'pass' | 'swallow', limit: Infinity, cuts: 0, swallowed: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let sent = 0;
    const end = (): void => {
      for (const socket of [client, upstream]) {
        open.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      if (state.mode === 'swallow') {
        state.swallowed += chunk.length;
        return;
      }
      const rest = state.limit - sent;
      sent += chunk.length;
      if (chunk.length >= rest) {
        state.cuts += 1;
        client.write(chunk.subarray(0, rest), end);
      } else if (!client.write(chunk)) {
        upstream.pause();
        client.once('drain', () => upstream.resume());
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    connectionString: `esdb://127.0.0.1:${address.port}?tls=false`,
    get cuts() {
      return state.cuts;
    },
    get swallowed() {
      return state.swallowed;
    },
    cut: () => {
      if (open.size > 0) state.cuts += 1;
      for (const socket of [...open]) socket.destroy();
    },
    swallowAnswers: () => {
      state.mode = 'swallow';
      state.swallowed = 0;
    },
    stall: () => {
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    pass: () => {
      state.mode = 'pass';
      state.limit = Infinity;
    },
    cutAfterBytes: (bytes) => {
      state.limit = bytes;
    },
    stop: async () => {
      for (const socket of [...open]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
