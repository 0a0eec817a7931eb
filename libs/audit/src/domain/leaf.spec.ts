import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { canonicalJson } from '@app/platform/domain';
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

const eventOf = ({ event: { position, revision, recordedAt, ...event } }: Vector) => ({
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

  it('has its members in order, and is the same of an event in canonical text', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' }), {
      noNullPrototype: true,
    });
    const text = fc.string({ unit: 'binary' });
    const big = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    const event = fc.record({
      ...{ id: fc.uuid(), stream: text, type: text, data: json, metadata: json },
      ...{ revision: big, position: big, recordedAtMs: fc.nat() },
    });
    fc.assert(
      fc.property(event, text, ({ data, metadata, ...rest }, ledger) => {
        const leaf = leafText({ ...rest, data, metadata }, ledger);
        const { position, revision, recordedAtMs, ...own } = rest;
        const recordedAt = new Date(recordedAtMs).toISOString();
        const numbers = { position: String(position), revision: String(revision), recordedAt };
        const whole = { ...own, ...numbers, data, metadata, ledgerId: ledger, schema: 'sla-ledger/leaf/1' };
        expect(leaf).toBe(canonicalJson(whole));
        const texts = { data: canonicalJson(data), metadata: canonicalJson(metadata) };
        expect(leafText({ ...rest, ...texts }, ledger)).toBe(leaf);
      }),
    );
  });

  it('is every event of the log but those of the server', () => {
    expect([isLeaf({ type: 'LedgerOpened' }), isLeaf({ type: 'NobodyKnowsThis' })]).toEqual([true, true]);
    expect(isLeaf({ type: '$>' })).toBe(false);
  });
});
