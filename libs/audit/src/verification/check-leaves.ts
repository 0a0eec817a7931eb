import type { EventStore } from '@app/event-store';
import type { Sql } from '@app/platform';
import { type Difference, type DifferenceList, hexOf, type RevisionGap } from '../domain/index.js';
import { type StoredTree } from '../stored-tree.js';
import { checkTable } from './check-rows.js';
import type { ScratchTree } from './scratch-tree.js';

const TABLE = 'log.event';

interface LeafRow {
  readonly position: bigint;
  readonly leafIndex: number;
  readonly stored: Uint8Array | null;
  readonly computed: Uint8Array | null;
}

/** Leaves that were stored, by the place of their event: an event that is gone shifts the index of every later leaf. */
const differentLeaves = (sql: Sql, size: number, upTo: bigint) => sql`
  select position::numeric(20), coalesce(served.leaf_index, made.leaf_index) as "leafIndex", served.hash as stored,
    made.hash as computed
  from (select * from read.audit_leaf where leaf_index < ${size} and position <= ${String(upTo)}::bigint) as served
  full join (select * from audit_leaf where position <= ${String(upTo)}::bigint) as made using (position)
  where served.hash is distinct from made.hash`;

const hex = (hash: Uint8Array | null): string | null => hash && hexOf(hash);

/** An event of the log as it is now, by its position: its place in its stream. */
const placeOf = async (sql: Sql, log: EventStore, position: bigint): Promise<object> => {
  const [before] = await sql<{ position: bigint | null }[]>`
    select max(position)::numeric(20) as position from audit_leaf where position < ${String(position)}::bigint`;
  // From the leaf before: a server may refuse a position that is no event's.
  const after = before?.position ?? undefined;
  for await (const event of log.readAll({ maxCount: 1, ...(after !== undefined && { after }) }))
    if (event.position === position) return { stream: event.stream, revision: String(event.revision) };
  return {};
};

/** A gap, and the leaves whose events may have been in it. */
interface PlacedGap extends RevisionGap {
  readonly after: bigint;
}

const placed = async (log: EventStore, gap: RevisionGap): Promise<PlacedGap> => {
  if (gap.from === 0) return { ...gap, after: -1n };
  for await (const event of log.readStream(gap.stream, { fromRevision: BigInt(gap.from - 1), maxCount: 1 }))
    return { ...gap, after: event.position };
  return { ...gap, after: -1n };
};

/**
 * Which event stood at the place of a leaf: where as many leaves lost theirs between two events of a stream as it lacks
 * revisions there, these are they.
 */
const removedIn = (gaps: readonly PlacedGap[], removed: readonly LeafRow[]): ReadonlyMap<bigint, object> => {
  const found = new Map<bigint, object>();
  for (const { stream, from, to, after, before } of gaps) {
    const between = removed.filter(({ position }) => position > after && position < before);
    if (between.length !== to - from) continue;
    for (const [at, { position }] of between.entries())
      found.set(position, { stream, revision: String(from + at) });
  }
  return found;
};

const gapDifference = ({ stream, from, to, before }: RevisionGap): Difference => ({
  part: 'log',
  code: 'REVISION_GAP',
  table: TABLE,
  key: { stream, revision: String(from), beforePosition: String(before) },
  column: 'revision',
  stored: String(to),
  computed: String(from),
});

/**
 * Holds the stored tree against the one made anew, and the log against both: events changed, removed and put in between
 * since their leaf was stored, revisions that streams lack, an end that is gone.
 *
 * @param served how far the stored tree was; the one made anew holds all that the log has
 * @param log as it is stored
 * @returns how many leaves were compared
 */
export const checkLeaves = async (
  tree: ScratchTree,
  served: StoredTree,
  log: EventStore,
  differences: DifferenceList,
): Promise<number> => {
  const { sql } = tree;
  const end = tree.position ?? -1n;
  const storedEnd = served.position ?? -1n;
  const isCut = storedEnd > end;
  if (isCut) {
    const stored = { treeSize: served.treeSize, position: String(storedEnd) };
    const computed = { treeSize: tree.treeSize, position: String(end) };
    differences.add({ part: 'log', code: 'LOG_CUT', table: TABLE, key: {}, column: null, stored, computed });
  }
  const upTo = isCut ? end : storedEnd;
  const rows = await sql<LeafRow[]>`${differentLeaves(sql, served.treeSize, upTo)} order by position`;
  const removed = rows.filter(({ computed }) => computed === null);
  const gaps: PlacedGap[] = [];
  for (const gap of tree.gaps.slice(0, differences.limit)) gaps.push(await placed(log, gap));
  const places = removedIn(gaps, removed);
  for (const [told, { position, leafIndex, stored, computed }] of rows.entries()) {
    const isTold = told < differences.limit;
    const place =
      places.get(position) ?? (isTold && computed !== null ? await placeOf(sql, log, position) : {});
    differences.add({
      part: 'log',
      code: computed === null ? 'EVENT_REMOVED' : stored === null ? 'EVENT_ADDED' : 'EVENT_CHANGED',
      table: TABLE,
      key: { position: String(position), leafIndex, ...place },
      column: 'leafHash',
      stored: hex(stored),
      computed: hex(computed),
    });
  }
  const named = new Set([...places.values()].map((place) => JSON.stringify(place)));
  for (const gap of tree.gaps) {
    const first = JSON.stringify({ stream: gap.stream, revision: String(gap.from) });
    if (!named.has(first)) differences.add(gapDifference(gap));
  }
  const isShifted = isCut || rows.some(({ stored, computed }) => stored === null || computed === null);
  // Every node and index to the right of a leaf that is gone is another one: that says nothing more.
  if (!isShifted) await checkTree(tree, served.treeSize, differences);
  return Math.min(served.treeSize, tree.treeSize);
};

/** Everything else that is stored of the tree, as far as it had grown. */
const checkTree = async (tree: ScratchTree, size: number, differences: DifferenceList): Promise<void> => {
  const early = `leaf_index < ${size}`;
  const grown = `(node_index + 1) * (1::bigint << level::integer) <= ${size}`;
  // A document that was frozen again since is told by its later leaf.
  const again = (schema: string): string =>
    `(stream, sha256) not in (select stream, sha256 from ${schema}.audit_freeze where leaf_index >= ${size})`;
  const whole = `tree_size = ${size} and ${size} = ${tree.treeSize}`;
  const tables = [
    { table: 'audit_tree', served: whole, made: whole },
    { table: 'audit_node', served: grown, made: grown },
    ...['audit_key', 'audit_head', 'audit_witness', 'audit_cosignature'].map((table) => ({
      table,
      served: early,
      made: early,
    })),
    {
      table: 'audit_freeze',
      served: `${early} and ${again('scratch')}`,
      made: `${early} and ${again('read')}`,
    },
  ];
  await tree.sql.begin(async (tx) => {
    const misplaced = await tx<{ position: bigint; stored: number; computed: number }[]>`
      select position::numeric(20), served.leaf_index as stored, made.leaf_index as computed
      from read.audit_leaf as served join audit_leaf as made using (position)
      where served.leaf_index <> made.leaf_index and served.leaf_index < ${size} order by position`;
    for (const { position, ...values } of misplaced)
      differences.add({
        part: 'log',
        code: 'LEAF_MISPLACED',
        table: 'read.audit_leaf',
        key: { position: String(position) },
        column: 'leaf_index',
        ...values,
      });
    for (const table of tables) await checkTable(tx, table, 'log', differences);
  });
};
