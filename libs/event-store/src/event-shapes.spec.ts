import { createRegistry } from '@app/platform';
import { type EventShape, understanding } from './event-shapes.js';
import { createEventStoreMetrics } from './event-store.metrics.js';
import { type StoredEvent } from './event-store.js';

const stored = (type: string, schema: number): StoredEvent => ({
  id: '7f6e6c3a-5d8e-4c55-9d0e-3f7f8f0c9a11',
  stream: 'ticket-1',
  revision: 3n,
  position: 17n,
  recordedAtMs: 5,
  type,
  data: { old: true },
  metadata: { schema },
});

const shapes = {
  current: (event: EventShape) => {
    if (event.type !== 'Known') return 'type' as const;
    if (event.metadata['schema'] === 9) return 'schema' as const;
    if (event.metadata['schema'] === 2) return event;
    return { type: 'Known', data: { old: false }, metadata: { schema: 2 } };
  },
};

describe('understanding stored events', () => {
  it('gives an old one in the shape of today, where it stands', () => {
    const event = stored('Known', 1);
    const understood = understanding(shapes, undefined)(event);
    expect(understood).toEqual({ ...event, data: { old: false }, metadata: { schema: 2 } });
  });

  it('counts what it does not know, system events apart, and lets no unknown shape pass for another', async () => {
    const metrics = createEventStoreMetrics(createRegistry('spec'));
    const understand = understanding(shapes, metrics);
    for (const event of [stored('Known', 2), stored('Unknown', 1), stored('$system', 1)]) {
      expect(understand(event)).toBe(event);
    }
    const newer = understand(stored('Known', 9));
    expect(newer).toMatchObject({ type: 'Known', stream: 'ticket-1', revision: 3n, position: 17n });
    expect(() => newer.data).toThrow('schema 9 of Known, ticket-1@3, is not known');
    const { values } = await metrics.unknownEvents.get();
    expect(values.map(({ labels, value }) => [labels.reason, value])).toEqual([
      ['type', 1],
      ['schema', 1],
    ]);
  });
});
