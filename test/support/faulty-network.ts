import { connect, createServer, type Socket } from 'node:net';

/** What the network does to one connection, counted in bytes of both ways together. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** Ends it after so many bytes, in the middle of whatever is on its way. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** From so many bytes on everything is swallowed; only then, so much later, it ends. */
  | { readonly kind: 'drop'; readonly afterBytes: number; readonly forMs: number }
  /** From so many bytes on everything waits for so long, in order; after as many again it ends. */
  | { readonly kind: 'delay'; readonly afterBytes: number; readonly byMs: number };

export interface FaultyNetwork {
  readonly port: number;
  /** Faults that have come about, by kind. */
  readonly seen: Readonly<Record<'cut' | 'drop' | 'delay', number>>;
  close(): Promise<void>;
}

/**
 * A network between clients and a port of this machine: it cuts anywhere, within a frame too, swallows or delays what is
 * under way, and repeats nothing.
 *
 * @param nextFault asked once for each new connection
 */
export const createFaultyNetwork = async (
  target: number,
  nextFault: () => NetworkFault,
): Promise<FaultyNetwork> => {
  const live = new Set<Socket>();
  const seen = { cut: 0, drop: 0, delay: 0 };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const fault = nextFault();
    let bytes = 0;
    let dropping = false;
    let delaying = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    const pass = (chunk: Buffer, to: Socket): void => {
      const left = fault.kind === 'none' ? Infinity : fault.afterBytes - bytes;
      bytes += chunk.length;
      if (dropping) return;
      if (chunk.length < left) return void to.write(chunk);
      switch (fault.kind) {
        case 'none':
          return;
        case 'cut':
          seen.cut += 1;
          to.write(chunk.subarray(0, Math.max(0, left)), end);
          dropping = true;
          return;
        case 'drop':
          seen.drop += 1;
          dropping = true;
          if (left > 0) to.write(chunk.subarray(0, left));
          setTimeout(end, fault.forMs);
          return;
        case 'delay':
          if (!delaying) seen.delay += 1;
          delaying = true;
          if (bytes > 2 * fault.afterBytes) return void setTimeout(end, fault.byMs);
          // Timers of one length fire in the order they were set: what comes later stays later.
          setTimeout(() => to.write(chunk), fault.byMs);
      }
    };
    for (const socket of [client, upstream]) {
      live.add(socket);
      socket.on('error', end).on('close', () => {
        live.delete(socket);
        end();
      });
    }
    client.on('data', (chunk) => pass(chunk, upstream));
    upstream.on('data', (chunk) => pass(chunk, client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    seen,
    close: async () => {
      for (const socket of live) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
