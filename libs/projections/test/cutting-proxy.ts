import { connect, createServer, type Socket } from 'node:net';

/** Where one connection is cut: never, when the server's nth COMMIT is on its way back, or at the nth piece of either way. */
export type Cut =
  | { readonly kind: 'never' }
  | { readonly kind: 'commit-answer'; readonly nth: number }
  | { readonly kind: 'piece'; readonly nth: number };

export interface CuttingProxy {
  /** The database, through the proxy. */
  readonly url: string;
  /** How many connections have been cut, by kind. */
  readonly cuts: { commitAnswer: number; piece: number };
  cutAll(): void;
  close(): Promise<void>;
}

/** Postgres behind a network that breaks where it is told to: the answer to a COMMIT may be lost after it took effect. */
export const createCuttingProxy = async (target: string, nextCut: () => Cut): Promise<CuttingProxy> => {
  const { hostname, port } = new URL(target);
  const live = new Set<Socket>();
  const cuts = { commitAnswer: 0, piece: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const cut = nextCut();
    let left = cut.kind === 'never' ? Infinity : cut.nth;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    const passes = (chunk: Buffer, fromServer: boolean): boolean => {
      if (cut.kind === 'commit-answer' && fromServer && chunk.includes('COMMIT\0')) left -= 1;
      if (cut.kind === 'piece') left -= 1;
      if (left > 0) return true;
      if (cut.kind === 'commit-answer') cuts.commitAnswer += 1;
      else cuts.piece += 1;
      end();
      return false;
    };
    for (const socket of [client, upstream]) {
      live.add(socket);
      socket.on('error', end).on('close', () => {
        live.delete(socket);
        end();
      });
    }
    client.on('data', (chunk) => passes(chunk, false) && upstream.write(chunk));
    upstream.on('data', (chunk) => passes(chunk, true) && client.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(target);
  url.host = `127.0.0.1:${address.port}`;
  const cutAll = (): void => live.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    cuts,
    cutAll,
    close: async () => {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
