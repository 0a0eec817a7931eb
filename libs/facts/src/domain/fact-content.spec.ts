import { parseInstant } from '@app/support-time';
import fc from 'fast-check';
import type { SentFact } from './fact.js';
import { identify } from './fact-content.js';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);
const response: SentFact = {
  target: { kind: 'ticket', id: 'INC-1001' },
  type: 'ResponseGiven',
  occurredAt: '2026-03-13T16:55:00+01:00',
  by: 'agent-3',
  data: {},
};
const idOf = (fact: SentFact, key = KEY): string => identify(fact, parseInstant(fact.occurredAt)!, key).id;

describe('the id of a fact', () => {
  it('is the one it came with', () => {
    expect(idOf({ ...response, id: 'f1' })).toBe('f1');
  });

  it('is derived where it came without one: the test vector of the docstring', () => {
    expect(idOf(response)).toBe('RRLHqc7YDXV5Mo_t8nqfOiLajAA5wWwmmBF6opAyF_A');
  });

  it.each<[string, Partial<SentFact>]>([
    ['the same instant in another zone', { occurredAt: '2026-03-13T15:55:00Z' }],
    ['the same instant with trailing zeros', { occurredAt: '2026-03-13T15:55:00.000Z' }],
    ['sequence 0', { sequence: 0 }],
  ])('is the same for %s', (_, change) => {
    expect(idOf({ ...response, ...change })).toBe(idOf(response));
  });

  it.each<[string, Partial<SentFact>]>([
    ['ticket', { target: { kind: 'ticket', id: 'INC-1002' } }],
    ['kind of target', { target: { kind: 'outage', id: 'INC-1001' } }],
    ['type', { type: 'Closed' }],
    ['instant, by a nanosecond', { occurredAt: '2026-03-13T15:55:00.000000001Z' }],
    ['author', { by: 'agent-4' }],
    ['author, of whom there is none', { by: undefined }],
    ['sequence', { sequence: 1 }],
    ['data', { data: { automatic: false } }],
  ])('is another for another %s', (_, change) => {
    expect(idOf({ ...response, ...change })).not.toBe(idOf(response));
  });

  it('cannot be told without the key', () => {
    expect(idOf(response, new Uint8Array(32))).not.toBe(idOf(response));
  });

  it('does not depend on the order in which data was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
        const data = values as SentFact['data'];
        const turned = Object.fromEntries(Object.entries(data).reverse());
        expect(idOf({ ...response, data: turned })).toBe(idOf({ ...response, data }));
      }),
    );
  });
});
