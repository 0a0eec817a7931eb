import { AGREEMENT_STREAM_PREFIX } from '@app/agreements';
import type { EventStore } from '@app/event-store';
import { freezeStreamOf } from '@app/facts';
import type { Queryable } from '@app/platform';
import { KEYS_STREAM } from './audit-streams.js';
import { headOfFreeze, headOfSize, latestHead, witnessesIn, type KnownHead } from './audit.queries.js';
import {
  planConsistency,
  walkOf,
  type ExportedHead,
  type Hash,
  type MonthExport,
  type Proof,
} from './domain/index.js';
import { leavesOfStreams, type LeafOfStream } from './read-leaves.js';
import { proofOf } from './stored-tree.js';

/** A month that is frozen, and what its figures depend on. */
export interface FrozenMonth {
  readonly agreementId: string;
  readonly month: string;
  /** The document, and its SHA-256. */
  readonly frozen: string;
  readonly sha256: string;
  /** Of the log: the facts up to here are in the document. */
  readonly position: bigint;
  /** Streams of facts, without that of the agreement. */
  readonly streams: readonly string[];
}

/** `not-covered`: no head reaches the freeze yet. `no-such-head`: none of so many leaves that reaches it. */
export type ExportOutcome =
  | { readonly kind: 'exported'; readonly export: MonthExport }
  | { readonly kind: 'not-covered' | 'no-such-head' };

/** Ranges whose hashes are asked for in one query. */
const CHUNK = 2_000;

/** Every position there can be. */
const ALL = 2n ** 63n - 1n;

/**
 * Everything that proves a frozen month to one who has a key or a head of the ledger, and nothing else (ADR 62).
 *
 * @param log gives events as they are stored
 * @param treeSize of the second head; undefined: the latest one
 * @throws LogChangedError where the log is not what the tree was made of
 */
export async function exportMonth(
  { sql, log, ledgerId }: { readonly sql: Queryable; readonly log: EventStore; readonly ledgerId: string },
  month: FrozenMonth,
  treeSize?: number,
): Promise<ExportOutcome> {
  const freezes = freezeStreamOf(month.agreementId, month.month);
  const covering = await headOfFreeze(sql, freezes, month.sha256, ALL);
  if (covering === undefined) return { kind: 'not-covered' };
  const first = await headOfSize(sql, covering.treeSize);
  const last = treeSize === undefined ? await latestHead(sql) : await headOfSize(sql, treeSize);
  if (first === undefined || last === undefined || last.head.treeSize < first.head.treeSize)
    return { kind: 'no-such-head' };
  const agreement = `${AGREEMENT_STREAM_PREFIX}${month.agreementId}`;
  const { position } = month;
  const leaves = await leavesOfStreams(sql, log, ledgerId, [
    { stream: agreement, upTo: position },
    { stream: KEYS_STREAM, upTo: BigInt(last.head.position) },
    ...month.streams.map((stream) => ({ stream, upTo: position })),
    { stream: freezes, upTo: BigInt(first.head.position) },
  ]);
  const textsOf = (isOne: (stream: string) => boolean): string[] =>
    leaves.filter(({ stream }) => isOne(stream)).map(({ text }) => text);
  const freeze = leaves.findLast(({ stream }) => stream === freezes);
  const heads = await exportedHeads(sql, first, last);
  return {
    kind: 'exported',
    export: {
      ledgerId,
      agreementId: month.agreementId,
      month: month.month,
      position: positionIn(freeze),
      frozen: month.frozen,
      terms: textsOf((stream) => stream === agreement),
      facts: textsOf((stream) => stream !== agreement && stream !== KEYS_STREAM),
      keys: textsOf((stream) => stream === KEYS_STREAM),
      heads,
      walk: await walkWithHashes(sql, leaves, last.head.treeSize),
      consistency: heads.length === 1 ? undefined : await consistencyOf(sql, first, last),
    },
  };
}

function positionIn(freeze: LeafOfStream | undefined): string {
  if (freeze === undefined) throw new Error('a month with a head of its freeze has a freeze');
  return (JSON.parse(freeze.text) as { readonly position: string }).position;
}

async function exportedHeads(
  sql: Queryable,
  first: KnownHead,
  last: KnownHead,
): Promise<MonthExport['heads']> {
  const keys = new Map((await witnessesIn(sql)).map(({ keyId, publicKey }) => [keyId, publicKey]));
  const shown = ({ head, witnesses }: KnownHead): ExportedHead => ({
    head,
    witnesses: witnesses.flatMap(({ keyId, signature }) => {
      const publicKey = keys.get(keyId);
      return publicKey === undefined ? [] : [{ keyId, publicKey, signature }];
    }),
  });
  return first.head.treeSize === last.head.treeSize ? [shown(first)] : [shown(first), shown(last)];
}

const consistencyOf = (sql: Queryable, first: KnownHead, last: KnownHead): Promise<Proof> =>
  proofOf(sql, planConsistency(first.head.treeSize, last.head.treeSize));

async function walkWithHashes(
  sql: Queryable,
  leaves: readonly LeafOfStream[],
  size: number,
): Promise<MonthExport['walk']> {
  const steps = walkOf(
    leaves.map(({ leafIndex }) => leafIndex),
    size,
  );
  const ranges = steps.flatMap((step) => ('leaf' in step ? [] : [step]));
  const hashes: Hash[] = [];
  for (let at = 0; at < ranges.length; at += CHUNK)
    hashes.push(...(await proofOf(sql, { ranges: ranges.slice(at, at + CHUNK) })));
  const next = hashes.values();
  return steps.map((step) => ('leaf' in step ? step : { ...step, hash: next.next().value as Hash }));
}
