import type { EventStore, StoredEvent } from '@app/event-store';
import type { BatchWriter } from '../batch-writer.js';
import { isHandled, type Projection } from '../projection.js';
import { parkedKey, type ParkedPartition, unpark } from './parked-partitions.js';
import type { PartitionCommand } from './partition-command.js';
import { keepSkipped } from './skipped-events.js';

const isOf = (projection: Projection, partition: string, event: StoredEvent): boolean => {
  if (!isHandled(projection, event.type)) return false;
  try {
    return projection.partitionBy(event) === partition;
  } catch {
    return false; // it is parked under the name of its stream
  }
};

/** What waits for a parked partition: its events from the parked one on, up to the order about it. */
const waitingEvents = async (
  store: EventStore,
  projection: Projection,
  parked: ParkedPartition,
  before: bigint,
): Promise<StoredEvent[]> => {
  const waiting: StoredEvent[] = [];
  // Where no event of its own was to blame, those up to there have been folded.
  const after = parked.event === undefined ? parked.position : parked.position - 1n;
  for await (const event of store.readAll({ after })) {
    if (event.position >= before) break;
    if (isOf(projection, parked.partition, event)) waiting.push(event);
  }
  return waiting;
};

/**
 * Carries out an order about a parked partition, in the transaction under way: all rows are then as if nothing had been
 * parked, or it is parked again. Nothing happens where the partition is not parked (any more), where its program could
 * not even say whose event it is (events of its true partition have gone past: only a rebuild mends that), or where a
 * skip finds no event to leave out.
 */
export const applyCommand = async (writer: BatchWriter, command: PartitionCommand): Promise<void> => {
  const { tx, job } = writer;
  const projection = job.group.projections.find(({ name }) => name === command.projection);
  if (projection === undefined) return;
  const parked = await unpark(tx, job.group.name, command, command.kind === 'skip');
  if (parked === undefined) return;
  const key = parkedKey(parked.projection, parked.partition);
  writer.parked.delete(key);
  writer.parkedNow.delete(key);
  const waiting = await waitingEvents(job.store, projection, parked, command.position);
  if (command.kind === 'skip') await keepSkipped(tx, job.group.name, parked);
  const folded = command.kind === 'skip' ? waiting.filter(({ id }) => id !== parked.event?.id) : waiting;
  await writer.foldOn(projection, parked.partition, folded, command.position);
};
