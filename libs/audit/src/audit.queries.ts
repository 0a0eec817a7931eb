import type { Queryable } from '@app/platform';
import type { KeyAnnouncement, SignedTreeHead } from './domain/index.js';

/** A head that holds, and who has countersigned it. */
export interface KnownHead {
  readonly head: SignedTreeHead;
  readonly witnesses: readonly {
    readonly keyId: string;
    readonly name: string;
    readonly signature: string;
  }[];
}

interface HeadRow {
  readonly head: SignedTreeHead;
  readonly witnesses: KnownHead['witnesses'];
}

/** Heads of more than `after` leaves, the smallest first. */
export const headsAfter = (sql: Queryable, after: number, limit: number): Promise<readonly KnownHead[]> =>
  sql<HeadRow[]>`
    ${selectHeads(sql)} where fault is null and tree_size > ${after} order by tree_size limit ${limit}`;

/** The head of the most leaves. */
export const latestHead = async (sql: Queryable): Promise<KnownHead | undefined> =>
  (await sql<HeadRow[]>`${selectHeads(sql)} where fault is null order by tree_size desc limit 1`)[0];

/** The head of so many leaves. */
export const headOfSize = async (sql: Queryable, treeSize: number): Promise<KnownHead | undefined> =>
  (await sql<HeadRow[]>`${selectHeads(sql)} where fault is null and tree_size = ${treeSize}`)[0];

/**
 * The first head that covers the freeze of a month; undefined while none was known.
 *
 * @param stream of the month
 * @param sha256 of the frozen document
 * @param upTo only heads that the log had up to this position
 */
export async function headOfFreeze(
  sql: Queryable,
  stream: string,
  sha256: string,
  upTo: bigint,
): Promise<SignedTreeHead | undefined> {
  const [freeze] = await sql<{ leaf_index: number }[]>`
    select leaf_index from audit_freeze where stream = ${stream} and sha256 = ${sha256}`;
  if (freeze === undefined) return undefined;
  const [first] = await sql<Pick<HeadRow, 'head'>[]>`
    select head from audit_head join audit_leaf using (leaf_index)
    where fault is null and tree_size > ${freeze.leaf_index} and position <= ${String(upTo)}
    order by tree_size limit 1`;
  return first?.head;
}

const selectHeads = (sql: Queryable) => sql`
  select head, (
    select coalesce(
      jsonb_agg(
        jsonb_build_object('keyId', key_id, 'name', name, 'signature', signature) order by cosignature.leaf_index
      ), '[]')
    from audit_cosignature as cosignature join audit_witness using (key_id)
    where cosignature.tree_size = audit_head.tree_size
  ) as witnesses
  from audit_head`;

/** What the log tells and does not hold: heads and keys, by the leaf that tells them. */
export const faultsInLog = (
  sql: Queryable,
): Promise<readonly { of: 'HEAD_FAULT' | 'KEY_FAULT'; leaf_index: number; fault: string }[]> =>
  sql<{ of: 'HEAD_FAULT' | 'KEY_FAULT'; leaf_index: number; fault: string }[]>`
    select 'HEAD_FAULT' as of, leaf_index, fault from audit_head where fault is not null
    union all
    select 'KEY_FAULT', leaf_index, fault from audit_key where fault is not null
    order by leaf_index`;

/** A key of the ledger, and from which leaf on it is one. */
export interface KnownKey {
  readonly announcement: KeyAnnouncement;
  readonly leafIndex: number;
}

/** Keys that the ledger has signed with, the oldest first: the last one signs. */
export const signingKeysIn = async (sql: Queryable): Promise<readonly KnownKey[]> =>
  (
    await sql<{ announcement: KeyAnnouncement; leaf_index: number }[]>`
      select announcement, leaf_index from audit_key where fault is null order by leaf_index`
  ).map(({ announcement, leaf_index }) => ({ announcement, leafIndex: leaf_index }));

/** Who may countersign. */
export interface KnownWitness {
  readonly keyId: string;
  readonly publicKey: string;
  readonly name: string;
}

export const witnessesIn = (sql: Queryable): Promise<readonly KnownWitness[]> =>
  sql<KnownWitness[]>`
    select key_id as "keyId", public_key as "publicKey", name from audit_witness order by leaf_index`;

/** One leaf as the tree stores it. */
export interface StoredLeaf {
  readonly leafIndex: number;
  readonly position: bigint;
  readonly hash: Uint8Array;
}

interface LeafRow {
  readonly leaf_index: number;
  readonly position: bigint;
  readonly hash: Uint8Array;
}

const leafOf = ({ leaf_index, position, hash }: LeafRow): StoredLeaf => ({
  leafIndex: leaf_index,
  position,
  hash,
});

/** The leaf of the event at a position; undefined where the tree has none there. */
export async function leafAt(sql: Queryable, position: bigint): Promise<StoredLeaf | undefined> {
  const [row] = await sql<LeafRow[]>`
    select leaf_index, position::numeric(20), hash from audit_leaf where position = ${String(position)}::bigint`;
  return row && leafOf(row);
}

/** The leaves of the events at these positions; one that the tree has none for is left out. */
export async function leavesAt(
  sql: Queryable,
  positions: readonly bigint[],
): Promise<ReadonlyMap<bigint, StoredLeaf>> {
  const rows = await sql<LeafRow[]>`
    select leaf_index, position::numeric(20), hash from audit_leaf
    where position = any(${`{${positions.join(',')}}`}::bigint[])`;
  return new Map(rows.map((row) => [row.position, leafOf(row)]));
}

/** Leaves from an index on. */
export const leavesFrom = async (
  sql: Queryable,
  from: number,
  limit: number,
): Promise<readonly StoredLeaf[]> =>
  (
    await sql<LeafRow[]>`
      select leaf_index, position::numeric(20), hash from audit_leaf
      where leaf_index >= ${from} order by leaf_index limit ${limit}`
  ).map(leafOf);
