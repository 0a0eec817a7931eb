import { OUTAGE_FACTS, SERVICE_FACTS } from '@app/availability/domain';
import { createFactCatalogue } from '@app/facts';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { importFacts, type ImportSummary } from '@app/recording';
import { TICKET_FACTS } from '@app/tickets/domain';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { createMemoryEventStore } from '../../../test/support/memory-event-store.js';

export const TOKEN = 'operator-token';

export interface ImportServer {
  readonly url: string;
  readonly port: number;
  /** Method, path and what tells how the body came, of each request. */
  readonly requests: readonly string[];
  /** Bodies that were read to their end. */
  readonly bodiesRead: () => number;
  /** Answers the next requests otherwise. */
  answerWith(answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined): void;
  stop(): Promise<void>;
}

/**
 * The two calls that an import makes, by what the real ones are made of - the recording library - over a log in memory.
 * That the API is the same is held by `import.pg-spec.ts`.
 */
export async function startImportServer(agreement: { readonly agreementId: string }): Promise<ImportServer> {
  const catalogue = createFactCatalogue([
    ...TICKET_FACTS,
    ...OUTAGE_FACTS,
    ...PROBLEM_FACTS,
    ...SERVICE_FACTS,
  ]);
  let attempts = 0;
  const parts = {
    store: createMemoryEventStore(),
    key: new Uint8Array(32),
    newAttemptId: () => String((attempts += 1)),
  };
  const requests: string[] = [];
  let bodies = 0;
  let other: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;

  async function take(request: IncomingMessage): Promise<ImportSummary> {
    const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    const summary = await importFacts(parts, body, {
      catalogue,
      now: () => Date.parse('2026-11-01') / 1000,
      metadata: { recordedBy: 'operator', $correlationId: 'test' },
      dryRun: request.url?.includes('dryRun=true') ?? false,
    });
    bodies += 1;
    return summary;
  }

  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    requests.push(
      [method, url, headers['content-type'], headers['content-encoding']].filter(Boolean).join(' '),
    );
    if (other !== undefined) return other(request, response);
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (headers.authorization !== `Bearer ${TOKEN}`) return send(401, { title: 'unknown token' });
    if (url === `/v1/agreements/${agreement.agreementId}`) return send(200, { ...agreement, position: '7' });
    if (url?.startsWith('/v1/imports') !== true) return send(404, { detail: 'there is no such agreement' });
    take(request).then(
      (summary) => send(200, summary),
      (error: unknown) => send(500, { detail: String(error) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    bodiesRead: () => bodies,
    answerWith: (answer) => (other = answer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
