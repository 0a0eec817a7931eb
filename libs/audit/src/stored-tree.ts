import type { Queryable, Transaction } from '@app/platform';
import {
  carryOut,
  edgeOf,
  emptyTree,
  hexOf,
  nodeKey,
  nodesOfPlan,
  planRoot,
  type GrownNode,
  type Hash,
  type Proof,
  type ProofPlan,
  type StoredNodes,
  type TreeEdge,
} from './domain/index.js';

/** How far the stored tree is. */
export interface StoredTree {
  readonly ledgerId: string;
  readonly treeSize: number;
  /** Of the last leaf; undefined: there is none. */
  readonly position: bigint | undefined;
  /** The log's clock at the first leaf, ms. */
  readonly beganAtMs: number | undefined;
  /** The tree up to the last leaf that is news. */
  readonly newsSize: number;
  /** The tree up to the last freeze of a month; 0: there was none. */
  readonly freezeSize: number;
}

interface TreeRow {
  readonly ledger_id: string;
  readonly tree_size: number;
  readonly position: bigint | null;
  readonly began_at_ms: number | null;
  readonly news_size: number;
  readonly freeze_size: number;
}

/** Undefined before a keeper of the tree has begun. */
export async function readTree(sql: Queryable): Promise<StoredTree | undefined> {
  const [row] = await sql<TreeRow[]>`
    select ledger_id, tree_size, position::numeric(20), began_at_ms, news_size, freeze_size from audit_tree`;
  return (
    row && {
      ledgerId: row.ledger_id,
      treeSize: row.tree_size,
      position: row.position ?? undefined,
      beganAtMs: row.began_at_ms ?? undefined,
      newsSize: row.news_size,
      freezeSize: row.freeze_size,
    }
  );
}

/** A tree of no leaves, where there is none yet. */
export const beginTree = async (sql: Queryable, ledgerId: string): Promise<void> => {
  await sql`
    insert into audit_tree (ledger_id, tree_size, news_size, freeze_size)
    values (${ledgerId}, 0, 0, 0) on conflict do nothing`;
};

/**
 * Compares the size and moves on: the row lock lets one writer at a time through, and one that believes in another size
 * is told so.
 */
export async function moveTree(tx: Transaction, from: number, to: StoredTree): Promise<'moved' | 'lost'> {
  const { treeSize, position, beganAtMs, newsSize, freezeSize, ledgerId } = to;
  const moved = await tx`
    update audit_tree
    set tree_size = ${treeSize}, position = ${String(position)}::bigint, began_at_ms = ${beganAtMs ?? null},
      news_size = ${newsSize}, freeze_size = ${freezeSize}
    where tree_size = ${from} and ledger_id = ${ledgerId}
    returning tree_size`;
  return moved.length === 1 ? 'moved' : 'lost';
}

/** Leaves and nodes as one parameter of bytes, cut up by the server: the cheapest way for hundreds of hashes. */
export async function insertLeaves(
  tx: Transaction,
  from: number,
  positions: readonly bigint[],
  hashes: readonly Hash[],
): Promise<void> {
  await tx`
    insert into audit_leaf (leaf_index, position, hash)
    select ${from}::bigint + at - 1, position, substring(${Buffer.concat(hashes)}::bytea from (at::int - 1) * 32 + 1 for 32)
    from unnest(${`{${positions.join(',')}}`}::bigint[]) with ordinality as leaf (position, at)`;
}

export async function insertNodes(tx: Transaction, nodes: readonly GrownNode[]): Promise<void> {
  if (nodes.length === 0) return;
  const list = (values: readonly number[]): string => `{${values.join(',')}}`;
  await tx`
    insert into audit_node (level, node_index, hash)
    select level, node_index, substring(${Buffer.concat(nodes.map(({ hash }) => hash))}::bytea from (at::int - 1) * 32 + 1 for 32)
    from unnest(${list(nodes.map(({ level }) => level))}::smallint[], ${list(nodes.map(({ index }) => index))}::bigint[])
      with ordinality as node (level, node_index, at)`;
}

interface NodeRow {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** What a plan needs of the stored tree, in one query by primary keys. */
async function storedNodes(sql: Queryable, plan: ProofPlan): Promise<StoredNodes> {
  const wanted = nodesOfPlan(plan);
  const leaves = wanted.flatMap(({ level, index }) => (level === 0 ? [index] : []));
  const nodes = wanted.filter(({ level }) => level > 0);
  const list = (values: readonly number[]): string => `{${values.join(',')}}`;
  const rows = await sql<NodeRow[]>`
    select 0::int as level, leaf_index as index, hash
    from audit_leaf where leaf_index = any(${list(leaves)}::bigint[])
    union all
    select level::int, node_index, hash
    from unnest(${list(nodes.map(({ level }) => level))}::smallint[], ${list(nodes.map(({ index }) => index))}::bigint[])
      as wanted (level, node_index) join audit_node using (level, node_index)`;
  return new Map(rows.map(({ level, index, hash }) => [nodeKey({ level, index }), hash]));
}

/**
 * Proofs and roots from the stored tree, for sizes up to that of it: O(log n) rows each.
 *
 * @throws Error where the stored tree lacks a node: it is smaller than asked, or damaged
 * @example await proofOf(sql, planInclusion(41, 1_000))
 */
export const proofOf = async (sql: Queryable, plan: ProofPlan): Promise<Proof> =>
  carryOut(plan, await storedNodes(sql, plan));

/** Hex of the root of the first `size` leaves. */
export async function rootAt(sql: Queryable, size: number): Promise<string> {
  const [root] = await proofOf(sql, planRoot(size));
  if (root === undefined) throw new Error('a tree has a root');
  return hexOf(root);
}

/** The right edge of the stored tree, to let it grow on. */
export async function readEdge(sql: Queryable, size: number): Promise<TreeEdge> {
  if (size === 0) return emptyTree;
  const ranges = edgeOf(size).map(({ level, index }) => {
    const width = 2 ** level;
    return { from: index * width, to: (index + 1) * width };
  });
  return { size, hashes: await proofOf(sql, { ranges }) };
}
