import type { StoredEvent } from '@app/event-store';
import type { Queryable, Transaction } from '@app/platform';

/** A partition that goes no further, and the event it stopped at. */
export interface ParkedPartition {
  readonly projection: string;
  readonly partition: string;
  readonly position: bigint;
  /** Absent: no event of its own, it was touched by a change elsewhere. */
  readonly event?: Pick<StoredEvent, 'id' | 'type'>;
  readonly error: string;
  /** Later events of the partition that wait behind it. */
  readonly skipped: number;
}

/** Which partitions of a group are parked, as `projection` and `partition` make one key. */
export type ParkedKeys = ReadonlySet<string>;

export const parkedKey = (projection: string, partition: string): string => `${projection} ${partition}`;

export const readParkedKeys = async (sql: Queryable, group: string): Promise<Set<string>> => {
  const rows = await sql<{ projection: string; partition: string }[]>`
    select projection, partition from read.parked_partition where group_name = ${group}`;
  return new Set(rows.map((row) => parkedKey(row.projection, row.partition)));
};

export const park = async (tx: Transaction, group: string, parked: ParkedPartition): Promise<void> => {
  await tx`
    insert into read.parked_partition
      (group_name, projection, partition, position, event_id, event_type, error, skipped)
    values (${group}, ${parked.projection}, ${parked.partition}, ${parked.position}, ${parked.event?.id ?? null},
      ${parked.event?.type ?? null}, ${parked.error}, ${parked.skipped})`;
};

/** Counts events that wait behind a parked one. */
export const countSkipped = async (
  tx: Transaction,
  group: string,
  projection: string,
  skipped: ReadonlyMap<string, number>,
): Promise<void> => {
  if (skipped.size === 0) return;
  await tx`
    update read.parked_partition as parked set skipped = parked.skipped + more.n
    from unnest(${[...skipped.keys()]}::text[], ${[...skipped.values()]}::bigint[]) as more (partition, n)
    where group_name = ${group} and projection = ${projection} and parked.partition = more.partition`;
};
