import { createServer, type ServerResponse } from 'node:http';
import type { Registry } from './metrics.js';

export interface StatusServerOptions {
  /** On loopback; 0: any free one. */
  readonly port: number;
  readonly registry: Registry;
  /** Why this process cannot do its work at the moment; undefined while it can. */
  readonly notReady: () => string | undefined;
}

export interface StatusServer {
  readonly port: number;
  close(): Promise<void>;
}

const answer = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
};

const answerJson = (response: ServerResponse, status: number, body: object): void =>
  answer(response, status, 'application/json', JSON.stringify(body));

/**
 * What whoever watches a process without an API of its own asks for, by the paths that the API has: `/health/live`,
 * `/health/ready` (503 and the reason while it is not) and `/metrics` (Prometheus text). On loopback only: there is
 * nothing in it to protect, but nobody else needs it.
 *
 * @throws what `listen` fails with, such as EADDRINUSE
 * @example const status = await serveStatus({ port: 9090, registry, notReady: () => undefined });
 */
export const serveStatus = async (options: StatusServerOptions): Promise<StatusServer> => {
  const { registry, notReady } = options;
  const reply = async (path: string, response: ServerResponse): Promise<void> => {
    switch (path) {
      case '/health/live':
        return answerJson(response, 200, { status: 'ok' });
      case '/health/ready': {
        const why = notReady();
        return why === undefined
          ? answerJson(response, 200, { status: 'ok' })
          : answerJson(response, 503, { status: 'not ready', detail: why });
      }
      case '/metrics':
        return answer(response, 200, registry.contentType, await registry.metrics());
      default:
        return answerJson(response, 404, { detail: 'try /health/live, /health/ready or /metrics' });
    }
  };
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    reply(path, response).catch((error: unknown) => answerJson(response, 500, { detail: String(error) }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
