import type { NewEvent, StoredEvent } from '@app/event-store';

/**
 * What may be done about a parked partition. `retry`: fold it on, after the program that could not has been mended.
 * `skip`: leave the event out that it stopped at, and go on with those behind it.
 */
export type CommandKind = 'retry' | 'skip';

/** An order about one parked partition. */
export interface PartitionCommand {
  readonly kind: CommandKind;
  readonly projection: string;
  readonly partition: string;
  /** Where it is parked: an order that came twice, or too late, is about nothing. */
  readonly parkedAt: bigint;
  /** Of the order itself: what came before it is behind the parked event, what comes after is not its business. */
  readonly position: bigint;
}

const typeOf: Readonly<Record<CommandKind, string>> = {
  retry: 'ParkedPartitionRetried',
  skip: 'ParkedEventSkipped',
};

const kinds: readonly CommandKind[] = ['retry', 'skip'];

/** Event types of the orders. */
export const PARTITION_ORDERS: readonly string[] = Object.values(typeOf);

/** The stream of the orders about a group's parked partitions. */
export const commandStream = (group: string): string => `projection-${group}`;

/**
 * An order as the log keeps it: who gave it, when and why outlasts every rebuild, and a clean fold of the log comes to
 * the same rows (ADR 0010).
 *
 * @param order.id UUID of the event
 * @param order.parkedAt position where the partition is parked
 * @param order.reason for people
 * @param order.metadata `recordedBy` and `$correlationId`
 */
export const partitionOrder = (order: {
  readonly id: string;
  readonly kind: CommandKind;
  readonly projection: string;
  readonly partition: string;
  readonly parkedAt: bigint;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}): NewEvent => {
  const { id, kind, projection, partition, parkedAt, reason, metadata } = order;
  return {
    id,
    type: typeOf[kind],
    data: { projection, partition, parkedAt: String(parkedAt), reason },
    metadata: { schema: 1, ...metadata },
  };
};

/** The order that an event is to this group; undefined for every other event. */
export const commandIn = (event: StoredEvent, group: string): PartitionCommand | undefined => {
  if (event.stream !== commandStream(group)) return undefined;
  const kind = kinds.find((each) => typeOf[each] === event.type);
  const { projection, partition, parkedAt } = event.data;
  if (typeof projection !== 'string' || typeof partition !== 'string') return undefined;
  if (kind === undefined || typeof parkedAt !== 'string' || !/^\d{1,20}$/.test(parkedAt)) return undefined;
  return { kind, projection, partition, parkedAt: BigInt(parkedAt), position: event.position };
};
