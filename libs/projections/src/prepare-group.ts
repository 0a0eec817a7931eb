import type { EventStore } from '@app/event-store';
import { migrate, type Queryable, type Sql, type Transaction, unlogged } from '@app/platform';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { type ProjectionGroup, tablesOf, versionOf } from './projection-group.js';
import { readMigrations, rebuildMigrations } from './projection.tables.js';
import { ReadModelsRefusedError } from './projection.errors.js';

/**
 * Empty tables without read indexes, and a checkpoint at nothing, in the schema that the session looks into; whatever was
 * there is gone.
 *
 * @param kept false: a crash of the server may take the rows along, and they cost less
 */
export const createGroup = async (
  tx: Transaction,
  group: ProjectionGroup,
  ledgerId: string,
  { kept = true } = {},
): Promise<void> => {
  const tables = group.projections.flatMap((projection) => Object.entries(projection.tables));
  const made = tables
    .map(([name, statements]) => `drop table if exists "${name}"; ${statements}`)
    .join(';\n');
  await tx.unsafe(kept ? made : unlogged(made));
  await tx`delete from parked_partition where group_name = ${group.name}`;
  await tx`delete from skipped_event where group_name = ${group.name}`;
  await tx`delete from projection_group where name = ${group.name}`;
  await tx`insert into projection_group (name, version, ledger_id, tables)
    values (${group.name}, ${versionOf(group)}, ${ledgerId}, ${tablesOf(group)})`;
};

/** Gives the tables of a group, in the schema that the session looks into, the indexes that their readers need. */
export const createReadIndexes = async (tx: Queryable, group: ProjectionGroup): Promise<void> => {
  for (const { readIndexes = {} } of group.projections)
    for (const [name, on] of Object.entries(readIndexes))
      await tx`create index if not exists ${tx(name)} on ${tx.unsafe(on)}`;
};

/**
 * Makes what is not there yet: the tables of the runner, and those of groups that have none. A group of another version
 * stays as it is: its rows serve until they have been made anew. Any process may call it, several at once.
 */
export const prepareReadModels = async (
  sql: Sql,
  groups: readonly ProjectionGroup[],
  ledgerId: string,
): Promise<void> => {
  await migrate(sql, 'read', readMigrations);
  await migrate(sql, 'rebuild', rebuildMigrations);
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('sla-ledger read models', 0))`;
    for (const group of groups) {
      if ((await readCheckpoint(tx, group.name)) !== undefined) continue;
      await createGroup(tx, group, ledgerId);
      await createReadIndexes(tx, group);
    }
  });
};

/** Whether the rows that serve are of this version of the group: those of another one may lack what is asked of them. */
export const isOfThisVersion = async (sql: Sql, group: ProjectionGroup): Promise<boolean> =>
  (await readCheckpoint(sql, group.name, 'read'))?.version === versionOf(group);

const refuseShorterLog = async (store: EventStore, { lastEvent }: Checkpoint): Promise<void> => {
  if (lastEvent === undefined) return;
  const last = await store.last();
  if (last === undefined || last.position < lastEvent) {
    const end = last === undefined ? 'is empty' : `ends at position ${last.position}`;
    const detail = `the read models were made from a log up to position ${lastEvent}, this one ${end}`;
    throw new ReadModelsRefusedError('LOG_SHORTER', detail);
  }
};

/**
 * For the owner of a group: its tables, its checkpoint. That may be of another version: then its rows can only be read.
 *
 * @throws ReadModelsRefusedError when the rows are of another ledger, or of a log that was longer
 */
export const prepareGroup = async (
  sql: Sql,
  group: ProjectionGroup,
  { ledgerId, store }: { ledgerId: string; store: EventStore },
): Promise<Checkpoint> => {
  await prepareReadModels(sql, [group], ledgerId);
  const checkpoint = await readCheckpoint(sql, group.name);
  if (checkpoint === undefined) throw new Error(`the checkpoint of ${group.name} was removed just now`);
  if (checkpoint.ledgerId !== ledgerId) {
    const detail = `the read models are of ledger ${checkpoint.ledgerId}, the log of ledger ${ledgerId}`;
    throw new ReadModelsRefusedError('LEDGER_MISMATCH', detail);
  }
  await refuseShorterLog(store, checkpoint);
  return checkpoint;
};
