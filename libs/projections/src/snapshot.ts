import type { Sql, Transaction } from '@app/platform';
import { readCheckpoint } from './checkpoint.js';

/** A partition that lacks events from a position on. */
export interface IncompletePartition {
  readonly projection: string;
  readonly partition: string;
  readonly position: bigint;
}

/** One consistent state of a group's rows. */
export interface Snapshot {
  /** Read everything of one answer through this. */
  readonly tx: Transaction;
  /** The rows hold the log up to here; undefined: nothing yet. */
  readonly position: bigint | undefined;
  /** The log's clock at the last event among it, ms. */
  readonly recordedAtMs: number | undefined;
  /** Partitions that lack events, as they are parked or an event was skipped: answers they would be in are incomplete. */
  readonly incomplete: readonly IncompletePartition[];
}

/** Other tables have taken the place of those that a session had prepared its statement for: it is prepared again. */
const isStalePlan = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'routine' in error &&
  error.routine === 'RevalidateCachedQuery';

/** So often, as each session of the pool may have prepared it. */
const mostAttempts = 20;

const readOnce = async <Answer>(
  sql: Sql,
  group: string,
  read: (snapshot: Snapshot) => Promise<Answer>,
): Promise<Answer> => {
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    // Before anything is seen: a switch of tables comes before all of this answer, or after it.
    await tx`lock table read.projection_switch in access share mode`;
    const checkpoint = await readCheckpoint(tx, group);
    const incomplete = await tx<IncompletePartition[]>`
      select projection, partition, min(position) as position from (
        select projection, partition, position from read.parked_partition where group_name = ${group}
        union all
        select projection, partition, position from read.skipped_event where group_name = ${group}
      ) as lacking
      group by projection, partition order by projection, partition`;
    const { position, recordedAtMs } = checkpoint ?? { position: undefined, recordedAtMs: undefined };
    return { answer: await read({ tx, position, recordedAtMs, incomplete }) };
  });
  return result.answer;
};

/**
 * Reads in one transaction that sees one state of the group, whatever is being written or switched meanwhile.
 *
 * @param read may be called again: it only reads
 * @example
 * const answer = await snapshot(sql, 'month', async ({ tx, position }) => ({ rows: await tx`...`, position }));
 */
export const snapshot = async <Answer>(
  sql: Sql,
  group: string,
  read: (snapshot: Snapshot) => Promise<Answer>,
): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readOnce(sql, group, read);
    } catch (error) {
      if (!isStalePlan(error) || attempt === mostAttempts) throw error;
    }
  }
};
