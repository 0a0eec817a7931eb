import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { isLeaf, leafText, type LogEvent } from './leaf.js';
import { hashFromHex, hexOf, leafHash } from './merkle-hash.js';
import { emptyTree, grow, rootOf } from './tree-growth.js';

interface Vector {
  readonly about: string;
  readonly event: {
    readonly position: string;
    readonly stream: string;
    readonly revision: string;
    readonly id: string;
    readonly type: string;
    readonly recordedAt: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
  readonly leaf: string;
  readonly hash: string;
}

const FILE = `${import.meta.dirname}/../../../../test/fixtures/transparency/leaves.json`;
const { ledgerId, leaves, rootOfFirstAndSecond } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  readonly ledgerId: string;
  readonly leaves: readonly Vector[];
  readonly rootOfFirstAndSecond: string;
};

const eventOf = ({ event: { position, revision, recordedAt, ...event } }: Vector): LogEvent => ({
  ...event,
  position: BigInt(position),
  revision: BigInt(revision),
  recordedAtMs: Date.parse(recordedAt),
});

describe('a leaf', () => {
  it.each(leaves)('has the bytes and the hash of the vectors: $about', (vector) => {
    const text = leafText(eventOf(vector), ledgerId);
    expect(text).toBe(vector.leaf);
    expect(hexOf(leafHash(text))).toBe(vector.hash);
  });

  it('makes the root of the vectors', () => {
    const hashes = leaves.slice(0, 2).map(({ hash }) => hashFromHex(hash));
    expect(hexOf(rootOf(grow(emptyTree, hashes).edge))).toBe(rootOfFirstAndSecond);
  });

  it('is another one when anything of its event is another, or its ledger', () => {
    const event = eventOf(leaves[1]!);
    const others: LogEvent[] = [
      { ...event, id: leaves[0]!.event.id },
      { ...event, stream: 'ticket-INC-1002' },
      { ...event, revision: 3n },
      { ...event, position: 4712n },
      { ...event, recordedAtMs: event.recordedAtMs + 1 },
      { ...event, type: 'ResponseGiven' },
      { ...event, data: { ...event.data, by: 'agent-6' } },
      { ...event, metadata: { ...event.metadata, recordedBy: 'desk-2' } },
    ];
    const texts = [...others.map((other) => leafText(other, ledgerId)), leafText(event, 'another ledger')];
    expect(new Set([...texts, leafText(event, ledgerId)]).size).toBe(10);
  });

  it('is every event of the log but those of the server', () => {
    expect([isLeaf({ type: 'LedgerOpened' }), isLeaf({ type: 'NobodyKnowsThis' })]).toEqual([true, true]);
    expect(isLeaf({ type: '$>' })).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('sorts names by UTF-16 code units, and writes numbers as ECMAScript does', () => {
    expect(canonicalJson({ '\u{1F600}': 1, '\uFB33': 2, a: [1e21, 1e-7, -0, 100] })).toBe(
      '{"a":[1e+21,1e-7,0,100],"\u{1F600}":1,"\uFB33":2}',
    );
  });

  it('sorts names whether there are few of them or many', () => {
    for (const count of [2, 16, 17, 40]) {
      const names = Array.from({ length: count }, (_, place) => `n${(place * 23) % 41}`);
      const value = Object.fromEntries(names.map((name, place) => [name, place]));
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }
  });

  it('has a form for text that no UTF-8 can hold, and none for what is no JSON', () => {
    expect(canonicalJson({ by: 'a\uD83Db' })).toBe(String.raw`{"by":"a\ud83db"}`);
    for (const value of [Number.NaN, Infinity, undefined, [undefined]]) {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    }
  });
});
