import { canonicalJson } from '@app/platform/domain';
import fc from 'fast-check';
import type { CanonicalEvent, EventBatch, EventJson, StoredEvent } from '../event-store.js';
import { batchOf, textOf } from './batch-text.js';

/** As a log may hold it: of texts with half a character and names that mean something to the engine, too. */
const json = fc
  .dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }), {
    noNullPrototype: true,
  })
  .map((value) => JSON.parse(JSON.stringify(value)) as EventJson); // -0 is 0 there, as in all that we append
const big = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const text = fc.string({ unit: 'binary' });
const event = fc.record(
  {
    id: fc.uuid(),
    stream: text,
    revision: big,
    position: big,
    recordedAtMs: fc.nat(),
    type: text,
    data: json,
    metadata: json,
  },
  { noNullPrototype: true },
);

const canonical = ({ data, metadata, ...event }: StoredEvent): CanonicalEvent => ({
  ...event,
  data: canonicalJson(data),
  metadata: canonicalJson(metadata),
});

describe('the text of a batch', () => {
  it('gives the batch again, whatever its events hold', () => {
    fc.assert(
      fc.property(fc.array(event), big, fc.boolean(), (events, position, caughtUp) => {
        const batch: EventBatch = { events, position, caughtUp };
        const again = batchOf(textOf({ ...batch, events: batch.events.map(canonical) }));
        expect(again).toStrictEqual(batch);
      }),
    );
  });

  it('keeps what means something to the engine, and half a character', () => {
    const data = JSON.parse('{"__proto__":{"a":1},"half":"\\ud800"}') as EventJson;
    const one = { id: 'i', stream: 's', revision: 3n, position: 2n ** 62n, recordedAtMs: 1, type: 't' };
    const batch: EventBatch = { events: [{ ...one, data, metadata: {} }], position: 5n, caughtUp: false };
    const [again] = batchOf(textOf({ ...batch, events: batch.events.map(canonical) })).events;
    expect(Object.keys(again?.data ?? {})).toEqual(['__proto__', 'half']);
    expect(again?.data).toEqual(data);
  });
});
