import { randomUUID } from 'node:crypto';
import { createEventStore, createEventStoreMetrics, type StoredEvent } from '@app/event-store';
import { createEventShapes, type Upcaster } from '@app/facts';
import { createRegistry } from '@app/platform';
import { collect, uniqueName } from './support/events.js';
import { startServer, type EmbeddedServer } from './support/server.js';

const steps: readonly Upcaster[] = [
  { type: 'Counted', from: 1, upcast: ({ data: { n }, ...event }) => ({ ...event, data: { count: n } }) },
];
const counted = (schema: number, data: object) => ({
  id: randomUUID(),
  type: 'Counted',
  data: { ...data },
  metadata: { schema },
});
const unheardOf = () => ({ id: randomUUID(), type: 'UnheardOf', data: { any: 1 }, metadata: { schema: 1 } });

describe('events of other versions of the program', () => {
  let server: Pick<EmbeddedServer, 'connectionString' | 'stop'>;
  beforeAll(async () => (server = await startServer()));
  afterAll(() => server.stop());

  it('old ones are read as today by every way of reading, unknown ones are passed by and counted', async () => {
    const metrics = createEventStoreMetrics(createRegistry('spec'));
    const shapes = createEventShapes(['Counted'], steps);
    const log = createEventStore({ connectionString: server.connectionString, shapes, metrics });
    const stream = uniqueName();
    const marker = await log.append(uniqueName(), [counted(2, {})], 'no-stream');
    const after = marker.kind === 'appended' ? marker.position : 0n;
    const events = [counted(1, { n: 7 }), unheardOf(), counted(2, { count: 8 })];
    await log.append(stream, events, 'no-stream');

    const seen: Record<string, readonly StoredEvent[]> = { stream: await collect(log.readStream(stream)) };
    seen['all'] = (await collect(log.readAll({ after }))).filter((e) => e.stream === stream);
    for await (const batch of log.subscribeAll({ streamPrefixes: [stream] })) {
      seen['subscription'] = [...(seen['subscription'] ?? []), ...batch.events];
      if (seen['subscription'].length === 3) break;
    }
    const wanted = [
      { type: 'Counted', data: { count: 7 }, metadata: { schema: 2 } },
      { type: 'UnheardOf', data: { any: 1 } },
      { type: 'Counted', data: { count: 8 }, metadata: { schema: 2 } },
    ];
    for (const way of ['stream', 'all', 'subscription']) expect(seen[way]).toMatchObject(wanted);
    const { values } = await metrics.unknownEvents.get();
    expect(values).toMatchObject([{ labels: { reason: 'type' }, value: 3 }]);

    await log.append(stream, [counted(3, { sum: 9 })], 2n);
    const last = await log.last();
    expect(last).toMatchObject({ type: 'Counted', revision: 3n });
    expect(() => last?.data).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE' }));
    await log.close();
  });
});
