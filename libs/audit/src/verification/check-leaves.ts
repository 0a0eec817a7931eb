import type { EventStore } from '@app/event-store';
import type { Sql } from '@app/platform';
import { type Difference, type DifferenceList, hexOf, type RevisionGap } from '../domain/index.js';
import type { StoredTree } from '../stored-tree.js';
import { checkTree } from './check-tree.js';
import { type PlaceInStream, placesOfRemoved } from './removed-events.js';
import type { MadeTree } from './scratch-tree.js';

const TABLE = 'log.event';
const OF_LOG = { part: 'log', table: TABLE } as const;

interface LeafRow {
  readonly position: bigint;
  readonly leafIndex: number;
  readonly stored: Uint8Array | null;
  readonly computed: Uint8Array | null;
  /** How many leaves differ. */
  readonly all: number;
  /** How many of them only one side has. */
  readonly shifting: number;
}

/** Leaves that differ, by the place of their event: one that is gone shifts the index of every later leaf. */
const differentLeaves = (sql: Sql, size: number, upTo: bigint, limit: number) => sql<LeafRow[]>`
  select position::numeric(20), coalesce(served.leaf_index, made.leaf_index) as "leafIndex", served.hash as stored,
    made.hash as computed, count(*) over () as all,
    count(*) filter (where served.hash is null or made.hash is null) over () as shifting
  from (select * from read.audit_leaf where leaf_index < ${size} and position <= ${String(upTo)}::bigint) as served
  full join (select * from audit_leaf where position <= ${String(upTo)}::bigint) as made using (position)
  where served.hash is distinct from made.hash
  order by position limit ${limit}`;

const hex = (hash: Uint8Array | null): string | null => hash && hexOf(hash);

const codeOf = ({ stored, computed }: LeafRow): Difference['code'] => {
  if (computed === null) return 'EVENT_REMOVED';
  return stored === null ? 'EVENT_ADDED' : 'EVENT_CHANGED';
};

/** An event that the log has at a position: its place in its stream. */
const placeOf = async (sql: Sql, log: EventStore, position: bigint): Promise<PlaceInStream | undefined> => {
  const [row] = await sql<{ before: bigint | null }[]>`
    select max(position)::numeric(20) as before from audit_leaf where position < ${String(position)}::bigint`;
  // From the leaf before: a server may refuse a position that is no event's.
  const after = row?.before ?? undefined;
  for await (const event of log.readAll({ maxCount: 1, ...(after !== undefined && { after }) }))
    if (event.position === position) return { stream: event.stream, revision: String(event.revision) };
  return undefined;
};

const gapDifference = ({ stream, from, to, before }: RevisionGap): Difference => ({
  ...OF_LOG,
  code: 'REVISION_GAP',
  key: { stream, beforePosition: String(before) },
  column: 'revision',
  stored: String(to),
  computed: String(from),
});

/** Events that are not those of which leaves were stored. @returns whether there are others than there were */
const checkEvents = async (
  { sql, gaps }: MadeTree,
  { size, upTo, log }: { readonly size: number; readonly upTo: bigint; readonly log: EventStore },
  differences: DifferenceList,
): Promise<boolean> => {
  const rows = await differentLeaves(sql, size, upTo, differences.limit);
  const removed = rows.filter(({ computed }) => computed === null).map(({ position }) => position);
  const places = await placesOfRemoved(log, gaps.slice(0, differences.limit), removed);
  const told: Difference[] = [];
  for (const row of rows) {
    const { position, leafIndex, stored, computed } = row;
    const place = computed === null ? places.get(position) : await placeOf(sql, log, position);
    const key = { position: String(position), leafIndex, ...place };
    const values = { column: 'leafHash', stored: hex(stored), computed: hex(computed) };
    told.push({ ...OF_LOG, code: codeOf(row), key, ...values });
  }
  differences.addRows(OF_LOG, rows[0]?.all ?? 0, told);
  const nameOf = ({ stream, revision }: PlaceInStream): string => `${revision}@${stream}`;
  const named = new Set([...places.values()].map(nameOf));
  for (const gap of gaps)
    if (!named.has(nameOf({ stream: gap.stream, revision: String(gap.from) })))
      differences.add(gapDifference(gap));
  return (rows[0]?.shifting ?? 0) > 0;
};

/**
 * Holds the stored tree against the one made anew, and the log against both: events changed, removed and put in between
 * since their leaf was stored, revisions that streams lack, an end that is gone.
 *
 * @param served how far the stored tree was; the one made anew holds all that the log has
 * @param log as it is stored
 * @returns how many leaves were compared
 */
export const checkLeaves = async (
  tree: MadeTree,
  served: StoredTree,
  log: EventStore,
  differences: DifferenceList,
): Promise<number> => {
  const [end, storedEnd] = [tree.position ?? -1n, served.position ?? -1n];
  const isCut = storedEnd > end;
  if (isCut) {
    const stored = { treeSize: served.treeSize, position: String(storedEnd) };
    const computed = { treeSize: tree.treeSize, position: String(end) };
    differences.add({ ...OF_LOG, code: 'LOG_CUT', key: {}, column: null, stored, computed });
  }
  const compared = { size: served.treeSize, upTo: isCut ? end : storedEnd, log };
  const isShifted = await checkEvents(tree, compared, differences);
  // Every node and index to the right of a leaf that is gone is another one: that says nothing more.
  if (!isCut && !isShifted) await checkTree(tree, served.treeSize, differences);
  return Math.min(served.treeSize, tree.treeSize);
};
