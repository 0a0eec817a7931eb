import type { EventStore } from '@app/event-store';
import type { Clock, Queryable } from '@app/platform';
import { readCheckpoint } from './checkpoint.js';
import { isGroupOwned } from './group-lock.js';
import { BEHIND_MS, lagAfter } from './lag.js';
import { type ProjectionGroup, projectionVersion } from './projection-group.js';
import { isRebuildWanted } from './rebuild/rebuild-job.js';

/** A line of `GET /v1/projections`. */
export interface ProjectionStatus {
  readonly name: string;
  readonly group: string;
  readonly version: number;
  /** The rows hold the log up to here; null: nothing yet. */
  readonly position: string | null;
  /** For how long the oldest event that is not in the rows has waited, ms. */
  readonly lagMs: number;
  /**
   * `stopped`: no process owns it. `rebuilding`: the rows are being made anew; those that serve meanwhile are kept up,
   * unless they are of another version.
   */
  readonly state: 'running' | 'catching-up' | 'rebuilding' | 'stopped';
  /** Partitions that go no further. */
  readonly parked: number;
  /** Events left out of their partitions by command. */
  readonly skipped: number;
}

/** Every read model of these groups, in order: how far it is, and whether somebody looks after it. */
export const projectionStatus = async (options: {
  readonly sql: Queryable;
  readonly store: EventStore;
  readonly groups: readonly ProjectionGroup[];
  readonly clock: Clock;
}): Promise<readonly ProjectionStatus[]> => {
  const { sql, store, groups, clock } = options;
  const lines: ProjectionStatus[] = [];
  for (const { name: group, projections } of groups) {
    const checkpoint = await readCheckpoint(sql, group, 'read');
    const owned = await isGroupOwned(sql, group);
    const wanted = await isRebuildWanted(sql, group);
    const lagMs = await lagAfter(store, checkpoint?.position, clock);
    const counts = await sql<{ projection: string; parked: number; skipped: number }[]>`
      select projection, count(*) filter (where parked) as parked, count(*) filter (where not parked) as skipped
      from (
        select projection, true as parked from read.parked_partition where group_name = ${group}
        union all
        select projection, false from read.skipped_event where group_name = ${group}
      ) as held_up group by projection`;
    for (const projection of projections) {
      const { name, version } = projection;
      const isCurrent = checkpoint?.version.split(',').includes(projectionVersion(projection)) ?? true;
      const working = wanted || !isCurrent ? 'rebuilding' : lagMs > BEHIND_MS ? 'catching-up' : 'running';
      const state = owned ? working : 'stopped';
      const { parked = 0, skipped = 0 } = counts.find((row) => row.projection === name) ?? {};
      const position = checkpoint?.position?.toString() ?? null;
      lines.push({ name, group, version, position, lagMs, state, parked, skipped });
    }
  }
  return lines;
};
