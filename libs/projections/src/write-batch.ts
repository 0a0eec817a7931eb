import type { EventBatch, EventStore, StoredEvent } from '@app/event-store';
import type { Sql } from '@app/platform';
import { BatchWriter } from './batch-writer.js';
import { type Checkpoint, moveCheckpoint } from './checkpoint.js';
import { applyCommand } from './parked/apply-command.js';
import type { ParkedKeys, ParkedPartition } from './parked/parked-partitions.js';
import { commandIn, type PartitionCommand } from './parked/partition-command.js';
import type { ProjectionGroup } from './projection-group.js';
import type { StateCache } from './state-cache.js';

export interface WriteBatch {
  readonly sql: Sql;
  readonly group: ProjectionGroup;
  /** Where events that waited for a parked partition are read again. */
  readonly store: EventStore;
  readonly from: Checkpoint;
  readonly batch: Pick<EventBatch, 'events' | 'position'>;
  readonly parked: ParkedKeys;
  readonly cache: StateCache;
  /** Find and park what fails, instead of failing. */
  readonly careful: boolean;
}

/** `written`: rows and checkpoint are committed. `lost`: another process owns the group, nothing was written. */
export type WriteOutcome =
  | {
      readonly kind: 'written';
      readonly checkpoint: Checkpoint;
      /** All that are parked now. */
      readonly parked: ParkedKeys;
      /** Those parked by this batch. */
      readonly parkedNow: readonly ParkedPartition[];
    }
  | { readonly kind: 'lost' };

/** Events up to an order, which is an event as well, and the order; the last piece has none. */
interface Piece {
  readonly events: readonly StoredEvent[];
  readonly command: PartitionCommand | undefined;
}

/** Cuts a batch at the orders in it: they are carried out at their place in the log, however it is cut into batches. */
const piecesOf = (events: readonly StoredEvent[], group: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const [index, event] of events.entries()) {
    const command = commandIn(event, group);
    if (command === undefined) continue;
    pieces.push({ events: events.slice(from, index + 1), command });
    from = index + 1;
  }
  return [...pieces, { events: from === 0 ? events : events.slice(from), command: undefined }];
};

/**
 * Writes one batch: checkpoint and rows of all projections of the group, in one transaction, or nothing.
 *
 * @throws what the database, the log or a projection threw; then nothing is written, and the cache is as it was
 */
export const writeBatch = async (job: WriteBatch): Promise<WriteOutcome> => {
  const last = job.batch.events.at(-1);
  const to = {
    position: job.batch.position,
    lastEvent: last?.position ?? job.from.lastEvent,
    recordedAtMs: last?.recordedAtMs ?? job.from.recordedAtMs,
  };
  const pieces = piecesOf(job.batch.events, job.group.name);
  // What is folded piece by piece must be read back piece by piece.
  if (job.careful || pieces.length > 1) job.cache.clear();
  const writer = await job.sql.begin(async (tx) => {
    if ((await moveCheckpoint(tx, job.group.name, job.from, to)) === 'lost') return undefined;
    const writing = new BatchWriter(tx, job);
    for (const { events, command } of pieces) {
      await writing.foldEvents(events, events.at(-1)?.position ?? to.position);
      if (command !== undefined) await applyCommand(writing, command);
    }
    return writing;
  });
  if (writer === undefined) return { kind: 'lost' };
  for (const { projection, states } of writer.saved) job.cache.put(projection, states);
  const { parked, parkedNow } = writer;
  return { kind: 'written', checkpoint: { ...job.from, ...to }, parked, parkedNow: [...parkedNow.values()] };
};
