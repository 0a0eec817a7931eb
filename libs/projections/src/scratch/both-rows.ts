import { disconnect, type Queryable, type Sql, type Transaction } from '@app/platform';
import { type Checkpoint, readCheckpoint } from '../checkpoint.js';
import { openRows, type ReadDatabase } from '../owner-session.js';
import { type ProjectionGroup, versionOf } from '../projection-group.js';
import type { ScratchRows } from './scratch-rows.js';
import { connectLooks, openSharedSnapshot, type SharedSnapshot } from '../exported-snapshot.js';

/** The rows that serve and those made beside them, in one state of the database in which both are of one position. */
export interface BothRows extends Pick<SharedSnapshot, 'look'> {
  /** Where they stand. */
  readonly served: Checkpoint;
}

const servedNow = async (sql: Queryable, group: ProjectionGroup): Promise<Checkpoint> => {
  const checkpoint = await readCheckpoint(sql, group.name, 'read');
  if (checkpoint === undefined) throw new Error(`${group.name} has no rows that serve`);
  const { version } = checkpoint;
  // Others would differ in each row, and say nothing: they are being made anew, or soon will be.
  if (version !== versionOf(group))
    throw new Error(`the rows of ${group.name} are of another version of the program: ${version}`);
  return checkpoint;
};

/** Holds the checkpoint where it is until the end of the transaction. */
const lockServed = async (tx: Transaction, group: ProjectionGroup): Promise<Checkpoint> => {
  const lock = () => tx`select from read.projection_group where name = ${group.name} for share`;
  // Whoever waited for a switch of tables finds the row gone that it waited for, and another one in its place.
  if ((await lock()).length === 0) await lock();
  return servedNow(tx, group);
};

/**
 * Lets the rows that serve stand still, whoever owns them: each batch moves the checkpoint first, and waits for this lock.
 * It is held for what came in a moment, and for the beginning of the snapshot.
 */
const meet = (
  sql: Sql,
  looking: Sql,
  group: ProjectionGroup,
  bringTo: (served: Checkpoint) => Promise<void>,
): Promise<{ served: Checkpoint; snapshot: SharedSnapshot }> =>
  sql.begin(async (tx: Transaction) => {
    const served = await lockServed(tx, group);
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
    /** Whether the work looks rows up as readers do: then the scratch rows are given what these look them up by. */
    readonly indexed: boolean;
    readonly signal: AbortSignal;
  },
  work: (both: BothRows) => Promise<T>,
): Promise<T> => {
  const { scratch, database, group, indexed, signal } = options;
  const bringTo = (served: Checkpoint): Promise<void> => scratch.fillTo(served, signal);
  const applicationName = `sla-ledger comparison ${group.name}`;
  const session = openRows(database, group.name, 'read', applicationName);
  const looking = connectLooks(database, group.name, 'scratch');
  let snapshot: SharedSnapshot | undefined;
  try {
    // All of it, then what came meanwhile: what is left for the standstill is what came in a moment.
    await bringTo(await servedNow(session.sql, group));
    if (indexed) await scratch.index();
    await bringTo(await servedNow(session.sql, group));
    const met = await meet(session.sql, looking, group, bringTo);
    snapshot = met.snapshot;
    return await work({ served: met.served, look: (look) => met.snapshot.look(look) });
  } finally {
    await snapshot?.close();
    await session.close();
    await disconnect(looking);
  }
};
