import type { EventStore } from '@app/event-store';
import { type Logger, migrate, type Sql } from '@app/platform';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { type ProjectionGroup, versionOf } from './projection-group.js';
import { projectionMigrations } from './projection.tables.js';
import { ReadModelsRefusedError } from './projection.errors.js';

/** Makes the tables of the groups, or brings them up to date. Any process may call it, several at once. */
export const migrateGroups = async (sql: Sql, groups: readonly ProjectionGroup[]): Promise<void> => {
  const own = groups.flatMap((group) => group.projections).flatMap((projection) => projection.migrations);
  await migrate(sql, 'read', [...projectionMigrations, ...own]);
};

const startAnew = async (sql: Sql, group: ProjectionGroup, ledgerId: string): Promise<void> => {
  const tables = group.projections.flatMap((projection) => projection.tables);
  await sql.begin(async (tx) => {
    // Not truncate: a reader's snapshot from before must go on seeing the rows.
    for (const table of tables) await tx`delete from ${tx(table)}`;
    await tx`delete from read.parked_partition where group_name = ${group.name}`;
    await tx`insert into read.projection_group (name, version, ledger_id)
      values (${group.name}, ${versionOf(group)}, ${ledgerId})
      on conflict (name) do update
        set version = excluded.version, ledger_id = excluded.ledger_id, position = null, last_event = null, recorded_at_ms = null`;
  });
};

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
 * For the owner of a group: its tables, its checkpoint. A group of another version is emptied and begins anew.
 *
 * @throws ReadModelsRefusedError when the rows are of another ledger, or of a log that was longer
 */
export const prepareGroup = async (
  sql: Sql,
  group: ProjectionGroup,
  { ledgerId, store, logger }: { ledgerId: string; store: EventStore; logger: Logger },
): Promise<Checkpoint> => {
  await migrateGroups(sql, [group]);
  const before = await readCheckpoint(sql, group.name);
  if (before !== undefined && before.ledgerId !== ledgerId) {
    const detail = `the read models are of ledger ${before.ledgerId}, the log of ledger ${ledgerId}`;
    throw new ReadModelsRefusedError('LEDGER_MISMATCH', detail);
  }
  if (before !== undefined) await refuseShorterLog(store, before);
  const version = versionOf(group);
  if (before?.version === version) return before;
  if (before !== undefined) {
    logger.warn({ group: group.name, from: before.version, to: version }, 'read models are made anew');
  }
  await startAnew(sql, group, ledgerId);
  return { version, ledgerId, position: undefined, lastEvent: undefined, recordedAtMs: undefined };
};
