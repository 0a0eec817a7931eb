import type { EventStore } from '@app/event-store';
import type { Queryable } from '@app/platform';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { isGroupOwned } from './group-lock.js';
import type { ProjectionGroup } from './projection-group.js';

/** A line of `GET /v1/projections`. */
export interface ProjectionStatus {
  readonly name: string;
  readonly group: string;
  readonly version: number;
  /** The rows hold the log up to here; null: nothing yet. */
  readonly position: string | null;
  /** How much later than the last event in the rows the last one of the log was recorded, ms; null: nothing yet. */
  readonly lagMs: number | null;
  /** `stopped`: no process owns it. `rebuilding`: the rows are of another version, a start of the projector makes them anew. */
  readonly state: 'running' | 'catching-up' | 'rebuilding' | 'stopped';
  /** Partitions that go no further. */
  readonly parked: number;
}

/** More than so far behind is catching up. */
const behindMs = 2_000;

const lagOf = (
  checkpoint: Checkpoint | undefined,
  last: { position: bigint; recordedAtMs: number } | undefined,
): number | null => {
  if (last === undefined) return 0;
  if (checkpoint?.position === undefined || checkpoint.recordedAtMs === undefined) return null;
  if (checkpoint.position >= last.position) return 0;
  return Math.max(0, last.recordedAtMs - checkpoint.recordedAtMs);
};

/** Every read model of these groups, in order: how far it is, and whether somebody looks after it. */
export const projectionStatus = async (options: {
  readonly sql: Queryable;
  readonly store: EventStore;
  readonly groups: readonly ProjectionGroup[];
}): Promise<readonly ProjectionStatus[]> => {
  const { sql, store, groups } = options;
  const last = await store.last();
  const lines: ProjectionStatus[] = [];
  for (const group of groups) {
    const checkpoint = await readCheckpoint(sql, group.name);
    const owned = await isGroupOwned(sql, group.name);
    const parked = await sql<{ projection: string; n: number }[]>`
      select projection, count(*) as n from read.parked_partition where group_name = ${group.name}
      group by projection`;
    const lagMs = lagOf(checkpoint, last);
    const behind = lagMs === null || lagMs > behindMs;
    for (const { name, version } of group.projections) {
      const isCurrent = checkpoint?.version.split(',').includes(`${name}@${version}`) ?? true;
      const state = !owned ? 'stopped' : !isCurrent ? 'rebuilding' : behind ? 'catching-up' : 'running';
      const waiting = parked.find((row) => row.projection === name)?.n ?? 0;
      const position = checkpoint?.position?.toString() ?? null;
      lines.push({ name, group: group.name, version, position, lagMs, state, parked: waiting });
    }
  }
  return lines;
};
