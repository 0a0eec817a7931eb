import type { Queryable, Transaction } from '@app/platform';
import type { ParkedPartition } from './parked-partitions.js';

/** An event that was left out of its partition by command: what the partition's rows say is not all that was recorded. */
export interface SkippedEvent {
  readonly projection: string;
  readonly partition: string;
  readonly position: bigint;
  readonly event: { readonly id: string; readonly type: string };
  /** Why it could not be folded. */
  readonly error: string;
}

export const keepSkipped = async (
  tx: Transaction,
  group: string,
  { projection, partition, position, event, error }: ParkedPartition,
): Promise<void> => {
  if (event === undefined) return;
  await tx`
    insert into skipped_event (group_name, projection, partition, position, event_id, event_type, error)
    values (${group}, ${projection}, ${partition}, ${position}, ${event.id}, ${event.type}, ${error})`;
};

/** Events left out of some projections of a group, in order of projection and position. */
export const skippedEvents = async (
  sql: Queryable,
  group: string,
  projections: readonly string[],
): Promise<readonly SkippedEvent[]> => {
  const rows = await sql<(Omit<SkippedEvent, 'event'> & { event_id: string; event_type: string })[]>`
    select projection, partition, position, event_id, event_type, error
    from skipped_event where group_name = ${group} and projection = any(${projections as string[]})
    order by projection, position, partition`;
  return rows.map(({ event_id, event_type, ...row }) => ({
    ...row,
    event: { id: event_id, type: event_type },
  }));
};
