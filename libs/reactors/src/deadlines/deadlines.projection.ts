import type { Transaction } from '@app/platform';
import { defineProjection, type ChangedPartitions, type Projection } from '@app/projections';
import type { DeadlineReaction, FiredEvent, LiftedEvent } from './deadline-reaction.js';
import { deadlineIndexes, deadlineTables } from './deadlines.tables.js';
import { nextFiring } from './firings.js';
import type { Deadline, Firing } from './deadline.js';
import { deadlineFrom, rowOf, type DeadlineRow } from './deadline.rows.js';

/** Where deadlines come from: rows that an earlier projection of the group writes, a partition of it for each owner. */
export interface DeadlineSource {
  readonly projection: string;
  readonly ownerOf: (partition: string) => string;
  /**
   * A table or a query in brackets, with the columns `owner`, `key` (unique for an owner over all sources), `kind`,
   * `agreement_id`, `customer_id`, `due_at`, `passes_at` and `data` (a JSON object); quick for a few owners.
   */
  readonly rows: string;
}

/** How many owners are looked at anew at once. */
const CHUNK = 2_000;

interface OwnerState {
  /** Those that events of this batch changed. */
  readonly fired: ReadonlyMap<string, { readonly deadline: Deadline; readonly firing: Firing }>;
}

interface FiringRow extends Omit<DeadlineRow, 'passes_at'> {
  readonly firing_id: string;
  readonly round: number;
  readonly fired_at: number;
  readonly lifted_at: number | null;
}

/**
 * What falls due when, whatever it is about: the deadlines of all sources, and which of them the log says have passed.
 * Rows depend on events alone; what the passing of time makes of them is said in the log by `runDeadlines`, and folded
 * here like any other event.
 */
export const deadlinesProjection = (
  sources: readonly DeadlineSource[],
  { handles, read }: Pick<DeadlineReaction, 'handles' | 'read'>,
): Projection =>
  defineProjection<OwnerState>({
    name: 'deadlines',
    version: 1,
    handles,
    tables: deadlineTables,
    readIndexes: deadlineIndexes,
    partitionBy: (event) => ownerIn(read(event)),
    load: async (tx, owners) => {
      const rows = await tx<
        FiringRow[]
      >`select * from deadline_firing where owner = any(${owners as string[]})`;
      const states = new Map(owners.map((owner) => [owner, new Map<string, OwnerFiring>()]));
      for (const row of rows) states.get(row.owner)?.set(row.key, fromRow(row));
      return new Map([...states].map(([owner, fired]) => [owner, { fired }]));
    },
    apply: (state, event) => {
      const said = read(event);
      const fired = new Map(state?.fired);
      const key = said.kind === 'fired' ? said.deadline.key : said.key;
      const before = fired.get(key);
      const firing = nextFiring(before?.firing, said);
      const deadline = said.kind === 'fired' ? said.deadline : before?.deadline;
      return firing && deadline ? { fired: fired.set(key, { deadline, firing }) } : { fired };
    },
    save: async (tx, changed) => {
      await saveFirings(tx, changed);
      await saveDeadlines(tx, sources, [...changed.keys()]);
    },
    touches: (_tx, changed) => ownersIn(sources, changed),
  });

type OwnerFiring = { readonly deadline: Deadline; readonly firing: Firing };

const ownerIn = (said: FiredEvent | LiftedEvent): string =>
  said.kind === 'fired' ? said.deadline.owner : said.owner;

const fromRow = (row: FiringRow): OwnerFiring => ({
  deadline: deadlineFrom({ ...row, passes_at: row.due_at }),
  firing: {
    key: row.key,
    id: row.firing_id,
    round: row.round,
    firedAt: row.fired_at,
    liftedAt: row.lifted_at,
  },
});

async function saveFirings(tx: Transaction, changed: ReadonlyMap<string, OwnerState>): Promise<void> {
  const rows = [...changed].flatMap(([owner, { fired }]) =>
    [...fired.values()].map(({ deadline, firing }) => ({
      ...rowOf(deadline),
      owner,
      key: firing.key,
      firing_id: firing.id,
      round: firing.round,
      fired_at: firing.firedAt,
      lifted_at: firing.liftedAt,
    })),
  );
  if (rows.length === 0) return;
  await tx`delete from deadline_firing where owner = any(${rows.map(({ owner }) => owner)})`;
  await tx`
    insert into deadline_firing
    select * from jsonb_populate_recordset(null::deadline_firing, ${tx.json(rows as never)})`;
}

/** Joins what is due with what was said: a deadline that fired stays, due or not. */
async function saveDeadlines(
  tx: Transaction,
  sources: readonly DeadlineSource[],
  owners: string[],
): Promise<void> {
  const columns = 'owner, key, kind, agreement_id, customer_id, due_at, passes_at, data';
  const due = sources
    .map(({ rows }) => `select ${columns} from ${rows} as source where owner = any($1)`)
    .join(' union all ');
  await tx`delete from deadline where owner = any(${owners})`;
  await tx.unsafe(
    `insert into deadline (${columns}, firing_id, fired_at, lifted_at)
     select coalesce(due.owner, said.owner), coalesce(due.key, said.key), coalesce(due.kind, said.kind),
       case when due.key is null then said.agreement_id else due.agreement_id end,
       case when due.key is null then said.customer_id else due.customer_id end,
       coalesce(due.due_at, said.due_at), due.passes_at, coalesce(due.data, said.data),
       said.firing_id, said.fired_at, said.lifted_at
     from (${due}) as due
     full join (select * from deadline_firing where owner = any($1)) as said
       on said.owner = due.owner and said.key = due.key`,
    [owners],
  );
}

function* ownersIn(
  sources: readonly DeadlineSource[],
  changed: ChangedPartitions,
): Iterable<readonly string[]> {
  const owners = new Set(
    sources.flatMap(({ projection, ownerOf }) => (changed.get(projection) ?? []).map(ownerOf)),
  );
  const all = [...owners];
  for (let from = 0; from < all.length; from += CHUNK) yield all.slice(from, from + CHUNK);
}
