import type { Sql, Transaction } from '@app/platform';
import { readCheckpoint } from './checkpoint.js';

/** One consistent state of a group's rows. */
export interface Snapshot {
  /** Read everything of one answer through this. */
  readonly tx: Transaction;
  /** The rows hold the log up to here; undefined: nothing yet. */
  readonly position: bigint | undefined;
  /** The log's clock at the last event among it, ms. */
  readonly recordedAtMs: number | undefined;
  /** Partitions that go no further: answers they would be in are incomplete. */
  readonly parked: readonly { readonly projection: string; readonly partition: string }[];
}

/**
 * Reads in one transaction that sees one state of the group, whatever is being written meanwhile.
 *
 * @example
 * const answer = await snapshot(sql, 'month', async ({ tx, position }) => ({ rows: await tx`...`, position }));
 */
export const snapshot = async <Answer>(
  sql: Sql,
  group: string,
  read: (snapshot: Snapshot) => Promise<Answer>,
): Promise<Answer> => {
  const result = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const checkpoint = await readCheckpoint(tx, group);
    const parked = await tx<{ projection: string; partition: string }[]>`
      select projection, partition from read.parked_partition where group_name = ${group}
      order by projection, partition`;
    const { position, recordedAtMs } = checkpoint ?? { position: undefined, recordedAtMs: undefined };
    return { answer: await read({ tx, position, recordedAtMs, parked }) };
  });
  return result.answer;
};
