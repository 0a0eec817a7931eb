import { randomUUID } from 'node:crypto';
import { createEventStore, type EventStore } from '@app/event-store';
import { startEventNode, type EventNode } from '@app/event-node';
import { createFactCatalogue, identify, type RecordingMetadata } from '@app/facts';
import { decideTicketFact, TICKET_FACTS, type TicketFact } from '@app/tickets/domain';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { importFacts } from './import-facts.js';
import type { ImportSummary } from './import-summary.js';
import { recordStrict } from './record-strict.js';
import type { RecordingParts } from './recording-parts.js';

const NOW = 1_773_500_000;
const METADATA: RecordingMetadata = { recordedBy: 'desk', $correlationId: 'c-1' };
const catalogue = createFactCatalogue(TICKET_FACTS);

let database: TestDatabase;
let node: EventNode;
let store: EventStore;
let parts: RecordingParts;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startEventNode({ database: { url: database.url }, port: 0 });
  store = createEventStore({ connectionString: node.connectionString });
  parts = { store, key: new Uint8Array(32), newAttemptId: randomUUID };
});

afterAll(async () => {
  await store.close();
  await node.stop();
  await database.drop();
});

const line = (ticket: string, minute: number, more: object = {}): string =>
  JSON.stringify({
    ticketId: ticket,
    type: 'ResponseGiven',
    occurredAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`,
    ...more,
  });

function load(lines: readonly string[]): Promise<ImportSummary> {
  async function* input(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(lines.join('\n')));
  }
  return importFacts(parts, input(), { catalogue, now: () => NOW, metadata: METADATA });
}

async function recorded(ticket: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const event of store.readStream(`ticket-${ticket}`)) ids.push(String(event.data['id']));
  return ids;
}

it('perf', async () => {
  const lines = Array.from({ length: 12000 }, (_, i) =>
    line(`A-${Math.floor(i / 6)}`, i % 60, { id: `f${i}` }),
  );
  for (const [name, l] of [
    ['first', lines],
    ['again', lines],
    ['again2', lines],
  ] as const) {
    const t = performance.now();
    const c = process.cpuUsage();
    const s = await load(l);
    const u = process.cpuUsage(c);
    console.log(
      name,
      s.recorded,
      s.duplicates,
      Math.round(performance.now() - t),
      'ms cpu',
      Math.round((u.user + u.system) / 1000),
    );
  }
}, 120000);
