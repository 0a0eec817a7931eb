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
  /** False: whose event it is could not be said; `partition` is the name of its stream. */
  readonly placed: boolean;
}

/** Which partitions of a group are parked, as `projection` and `partition` make one key. */
export type ParkedKeys = ReadonlySet<string>;

export const parkedKey = (projection: string, partition: string): string => `${projection} ${partition}`;

export const readParkedKeys = async (sql: Queryable, group: string): Promise<ParkedKeys> => {
  const rows = await sql<{ projection: string; partition: string }[]>`
    select projection, partition from parked_partition where group_name = ${group}`;
  return new Set(rows.map((row) => parkedKey(row.projection, row.partition)));
};

export const park = async (tx: Transaction, group: string, parked: ParkedPartition): Promise<void> => {
  await tx`
    insert into parked_partition
      (group_name, projection, partition, position, event_id, event_type, error, skipped, placed)
    values (${group}, ${parked.projection}, ${parked.partition}, ${parked.position}, ${parked.event?.id ?? null},
      ${parked.event?.type ?? null}, ${parked.error}, ${parked.skipped}, ${parked.placed})`;
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
    update parked_partition as parked set skipped = parked.skipped + more.n
    from unnest(${[...skipped.keys()]}::text[], ${[...skipped.values()]}::bigint[]) as more (partition, n)
    where group_name = ${group} and projection = ${projection} and parked.partition = more.partition`;
};

interface ParkedRow {
  readonly projection: string;
  readonly partition: string;
  readonly position: bigint;
  readonly event_id: string | null;
  readonly event_type: string | null;
  readonly error: string;
  readonly skipped: number;
  readonly placed: boolean;
}

const fromRow = ({ event_id, event_type, ...row }: ParkedRow): ParkedPartition =>
  event_id === null || event_type === null ? row : { ...row, event: { id: event_id, type: event_type } };

/** The parked partitions of some projections of a group, in order of projection and partition. */
export const parkedPartitions = async (
  sql: Queryable,
  group: string,
  projections: readonly string[],
): Promise<readonly ParkedPartition[]> => {
  const rows = await sql<ParkedRow[]>`
    select projection, partition, position, event_id, event_type, error, skipped, placed
    from parked_partition where group_name = ${group} and projection = any(${projections as string[]})
    order by projection, partition`;
  return rows.map(fromRow);
};

/**
 * Takes a partition out of the ones parked at that position.
 *
 * @param withEvent only where an event of its own is to blame
 * @returns undefined where there is nothing to go on from: it is not parked, or was parked unplaced
 */
export const unpark = async (
  tx: Transaction,
  group: string,
  parked: { readonly projection: string; readonly partition: string; readonly parkedAt: bigint },
  withEvent: boolean,
): Promise<ParkedPartition | undefined> => {
  const [row] = await tx<ParkedRow[]>`
    delete from parked_partition
    where group_name = ${group} and projection = ${parked.projection} and partition = ${parked.partition}
      and position = ${parked.parkedAt} and placed and (event_id is not null or not ${withEvent})
    returning projection, partition, position, event_id, event_type, error, skipped, placed`;
  return row === undefined ? undefined : fromRow(row);
};
