import type { Sql, Transaction } from '@app/platform';
import { type Checkpoint, positionChannel, readCheckpoint } from '../checkpoint.js';
import { type ProjectionGroup, tablesOf } from '../projection-group.js';

/** One of the two schemas is not as the caller left it: another process has the group. */
class SwitchLostError extends Error {
  override readonly name = 'SwitchLostError';
  constructor(group: string) {
    super(`the rows of ${group} were moved by another process while they were to be switched`);
  }
}

const isSame = (a: Checkpoint | undefined, b: Checkpoint): boolean =>
  a?.version === b.version && a.ledgerId === b.ledgerId && a.position === b.position;

const dropOld = async (tx: Transaction, group: ProjectionGroup): Promise<void> => {
  const [old] = await tx<{ tables: string[] | null }[]>`
    select tables from read.projection_group where name = ${group.name}`;
  for (const table of new Set([...(old?.tables ?? []), ...tablesOf(group)])) {
    await tx`drop table if exists ${tx(`read.${table}`)}`;
  }
};

const moveControl = async (tx: Transaction, group: string): Promise<void> => {
  for (const [table, column] of [
    ['projection_group', 'name'],
    ['parked_partition', 'group_name'],
    ['skipped_event', 'group_name'],
  ] as const) {
    const [read, rebuild] = [tx(`read.${table}`), tx(`rebuild.${table}`)];
    await tx`delete from ${read} where ${tx(column)} = ${group}`;
    await tx`insert into ${read} select * from ${rebuild} where ${tx(column)} = ${group}`;
    await tx`delete from ${rebuild} where ${tx(column)} = ${group}`;
  }
};

/**
 * Puts the new rows of a group in the place of those that serve, checkpoint and parked partitions included: readers see
 * all of it or nothing. Waits for readers who are at it, for so long at most, while new ones wait behind it.
 *
 * @param served where the rows that serve are known to stand, and `made` the new ones
 * @throws SwitchLostError; SQLSTATE 55P03 when readers were in the way for too long: try again
 */
export const switchTables = (
  sql: Sql,
  group: ProjectionGroup,
  { served, made, waitMs }: { served: Checkpoint; made: Checkpoint; waitMs: number },
): Promise<void> =>
  sql.begin(async (tx) => {
    await tx`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`;
    await tx`lock table read.projection_switch in access exclusive mode`;
    await tx`select from read.projection_group where name = ${group.name} for update`;
    await tx`select from rebuild.projection_group where name = ${group.name} for update`;
    const now = await readCheckpoint(tx, group.name, 'read');
    const next = await readCheckpoint(tx, group.name, 'rebuild');
    if (!isSame(now, served) || !isSame(next, made)) throw new SwitchLostError(group.name);
    await dropOld(tx, group);
    for (const table of tablesOf(group)) await tx`alter table ${tx(`rebuild.${table}`)} set schema read`;
    await moveControl(tx, group.name);
    await tx`update rebuild.job set state = 'done' where group_name = ${group.name}`;
    await tx`select pg_notify(${positionChannel('read')}, ${`${group.name}:${made.position ?? 0n}`})`;
  });
