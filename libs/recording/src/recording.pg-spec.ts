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

describe('recording in a real log', () => {
  it('imports a file once, however often and in whatever order it comes', async () => {
    const lines = Array.from({ length: 600 }, (_, i) => line(`A-${i % 120}`, i % 60, { id: `f${i}` }));
    const first = await load(lines);
    expect(first).toMatchObject({ lines: 600, recorded: 600, duplicates: 0, rejected: 0 });
    expect(first.position).toBe(String((await store.last())?.position));
    const again = await load([...lines].reverse());
    expect(again).toEqual({ ...first, recorded: 0, duplicates: 600 });
    expect(await recorded('A-7')).toEqual(['f7', 'f127', 'f247', 'f367', 'f487']);
  });

  it('never takes other content under the id of an event that is there for the same fact', async () => {
    await load([line('B-1', 1, { id: 'f1' })]);
    expect(await load([line('B-1', 2, { id: 'f1' })])).toMatchObject({ recorded: 0, rejected: 1 });
    expect(await load([line('B-1', 1, { id: 'f1' }), line('B-1', 3)])).toMatchObject({
      recorded: 1,
      duplicates: 1,
    });
  });

  it('lets imports and single facts meet on one ticket, each fact recorded once and counted once', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => line('C-1', i, { id: `f${i}` }));
    const registration = {
      type: 'incident',
      customerId: 'demo',
      serviceId: 'iv',
      priority: 'high',
      channel: 'phone',
    };
    await load([line('C-1', 0, { type: 'TicketRegistered', data: registration })]);
    const summaries = await Promise.all(Array.from({ length: 4 }, () => load(lines)));
    expect(summaries.reduce((sum, { recorded: count }) => sum + count, 0)).toBe(40);

    const results = await Promise.all(
      Array.from({ length: 3 }, (_, i) => {
        const checked = catalogue.checkFact(JSON.parse(line('C-1', 50 + (i % 2))), NOW);
        if (checked.kind === 'refused') throw new Error('not a fact');
        const fact = identify(checked.fact, checked.instant, parts.key);
        return recordStrict<TicketFact>(parts, fact, decideTicketFact, METADATA);
      }),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['duplicate', 'recorded', 'recorded']);
    const ids = await recorded('C-1');
    expect(ids).toHaveLength(43);
    expect(new Set(ids).size).toBe(43);
  });
});
