import { connect, disconnect, type Queryable, type Sql, type Transaction } from '@app/platform';
import { type Checkpoint, readCheckpoint } from '../checkpoint.js';
import { openRows, type ReadDatabase } from '../owner-session.js';
import type { ProjectionGroup } from '../projection-group.js';
import type { ScratchRows } from './scratch-rows.js';
import { openSharedSnapshot, type SharedSnapshot } from './shared-snapshot.js';

/** The rows that serve and those made beside them, in one state of the database in which both are of one position. */
export interface BothRows extends Pick<SharedSnapshot, 'look'> {
  /** Where they stand. */
  readonly served: Checkpoint;
}

/** How many look at the same time. */
const LOOKS = 3;

/** Sorting and joining in memory: each table is read whole, once. */
const parameters = { search_path: 'scratch', work_mem: '64MB' };

const servedNow = async (sql: Queryable, group: string): Promise<Checkpoint> => {
  const checkpoint = await readCheckpoint(sql, group, 'read');
  if (checkpoint === undefined) throw new Error(`${group} has no rows that serve`);
  return checkpoint;
};

/**
 * Lets the rows that serve stand still, whoever owns them: each batch moves the checkpoint first, and waits for this lock.
 * It is held for what came in a moment, and for the beginning of the snapshot.
 */
const meet = (
  sql: Sql,
  looking: Sql,
  group: string,
  bringTo: (served: Checkpoint) => Promise<void>,
): Promise<{ served: Checkpoint; snapshot: SharedSnapshot }> =>
  sql.begin(async (tx: Transaction) => {
    await tx`select from read.projection_group where name = ${group} for share`;
    const served = await servedNow(tx, group);
    await bringTo(served);
    return { served, snapshot: await openSharedSnapshot(looking) };
  });

/**
 * Brings scratch rows to where those that serve are, and looks at both. What serves goes on meanwhile, but for a moment.
 *
 * @param work sessions look into schema `scratch`; what serves is `read.TABLE`
 * @throws what the log, the database or the work throws; the signal's reason when it aborts
 */
export const withBothRows = async <T>(
  options: {
    readonly scratch: ScratchRows;
    readonly database: ReadDatabase;
    readonly group: ProjectionGroup;
    readonly signal: AbortSignal;
  },
  work: (both: BothRows) => Promise<T>,
): Promise<T> => {
  const { scratch, database, group, signal } = options;
  const bringTo = (served: Checkpoint): Promise<void> => scratch.fillTo(served, signal);
  const applicationName = `sla-ledger comparison ${group.name}`;
  const session = openRows(database, group.name, 'read', applicationName);
  const looking = connect({ ...database, applicationName, max: LOOKS + 1, parameters });
  let snapshot: SharedSnapshot | undefined;
  try {
    // All of it, then what came meanwhile: what is left for the standstill is what came in a moment.
    await bringTo(await servedNow(session.sql, group.name));
    await bringTo(await servedNow(session.sql, group.name));
    const met = await meet(session.sql, looking, group.name, bringTo);
    snapshot = met.snapshot;
    return await work({ served: met.served, look: (look) => met.snapshot.look(look) });
  } finally {
    await snapshot?.close();
    await session.close();
    await disconnect(looking);
  }
};
