import type { Queryable, Sql } from '@app/platform';
import { type Checkpoint, readCheckpoint } from '../checkpoint.js';
import { createGroup } from '../prepare-group.js';
import { type ProjectionGroup, versionOf } from '../projection-group.js';
import type { TableDifference } from './compare-tables.js';

/**
 * `asked`: an owner of the group will take it up. `filling`: the log is folded into new tables. `comparing`: they are held
 * against those that serve. `switching`: they take up what came meanwhile, and their place. `done`: they serve.
 */
export type RebuildState = 'asked' | 'filling' | 'comparing' | 'switching' | 'done';

/** The rebuild of a group that is under way, or the last one. */
export interface RebuildJob {
  readonly state: RebuildState;
  /** Of the rows that are made; null: not begun. */
  readonly version: string | null;
  /** Of the rows that served when it began; null: not begun. */
  readonly replaces: string | null;
  /** The new rows hold the log up to here; null: nothing yet, or done. */
  readonly position: bigint | null;
  /** Where new and old rows of one position differ; null: not compared yet. */
  readonly differences: readonly TableDifference[] | null;
}

/** The rebuild of a group that is under way, or the last one; undefined: there was none. */
export const readRebuild = async (sql: Queryable, group: string): Promise<RebuildJob | undefined> => {
  const [job] = await sql<RebuildJob[]>`
    select job.state, job.version, job.replaces, made.position, job.differences
    from rebuild.job left join rebuild.projection_group as made on made.name = job.group_name
    where group_name = ${group}`;
  return job;
};

/** Where it is notified that a rebuild is asked for. */
export const REBUILD_ASKED = 'rebuild_asked';

/** Asks for a rebuild, which the owner of the group takes up. One that is under way goes on instead. */
export const askForRebuild = async (sql: Queryable, group: string): Promise<void> => {
  await sql`
    insert into rebuild.job as job (group_name, state) values (${group}, 'asked')
    on conflict (group_name) do update set state = 'asked', version = null, replaces = null, differences = null
    where job.state = 'done'`;
  await sql`select pg_notify(${REBUILD_ASKED}, '')`;
};

export const isRebuildWanted = async (sql: Queryable, group: string): Promise<boolean> => {
  const rows = await sql`select from rebuild.job where group_name = ${group} and state <> 'done'`;
  return rows.length > 0;
};

export const setRebuildState = async (sql: Queryable, group: string, state: RebuildState): Promise<void> => {
  await sql`update rebuild.job set state = ${state} where group_name = ${group}`;
};

export const setDifferences = async (
  sql: Queryable,
  group: string,
  differences: readonly TableDifference[],
): Promise<void> => {
  await sql`update rebuild.job set differences = ${sql.json(differences as never)} where group_name = ${group}`;
};

/**
 * Takes up the rebuild that was asked for: where another process left it, or from nothing where that was of another
 * version or ledger, or has not begun.
 *
 * @param sql looks into schema `rebuild`
 * @param replaces version of the rows that serve
 * @returns how far the new rows are
 */
export const takeUpRebuild = (
  sql: Sql,
  group: ProjectionGroup,
  ledgerId: string,
  replaces: string,
): Promise<Checkpoint> =>
  sql.begin(async (tx) => {
    const version = versionOf(group);
    const [left] = await tx`
      select from rebuild.job where group_name = ${group.name} and state not in ('asked', 'done')
        and version = ${version} and replaces = ${replaces}
      for update`;
    const made = await readCheckpoint(tx, group.name);
    const goesOn = left !== undefined && made?.version === version && made.ledgerId === ledgerId;
    if (!goesOn) await createGroup(tx, group, ledgerId);
    await tx`
      update rebuild.job set state = 'filling', version = ${version}, replaces = ${replaces}
      where group_name = ${group.name}`;
    return goesOn
      ? made
      : { version, ledgerId, position: undefined, lastEvent: undefined, recordedAtMs: undefined };
  });
