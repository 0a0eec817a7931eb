import type { EventBatch } from '@app/event-store';
import type { Sql, Transaction } from '@app/platform';
import { planBatch } from './batch-plan.js';
import { type Checkpoint, moveCheckpoint } from './checkpoint.js';
import { foldCarefully } from './fold-carefully.js';
import { type Fold, type FoldContext, foldPartitions } from './fold-partitions.js';
import { countSkipped, park, type ParkedKeys, parkedKey, type ParkedPartition } from './parked-partitions.js';
import type { ProjectionGroup } from './projection-group.js';
import type { Projection } from './projection.js';
import { mayBePoison, reasonOf } from './projection.errors.js';
import type { StateCache } from './state-cache.js';

export interface WriteBatch {
  readonly sql: Sql;
  readonly group: ProjectionGroup;
  readonly from: Checkpoint;
  readonly batch: Pick<EventBatch, 'events' | 'position'>;
  readonly parked: ParkedKeys;
  readonly cache: StateCache;
  /** Find and park what fails, instead of failing. */
  readonly careful: boolean;
}

/** `written`: rows and checkpoint are committed. `lost`: another process owns the group, nothing was written. */
export type WriteOutcome =
  | { readonly kind: 'written'; readonly checkpoint: Checkpoint; readonly parked: readonly ParkedPartition[] }
  | { readonly kind: 'lost' };

type Saved = ReadonlyMap<string, unknown>;

class BatchWriter {
  readonly changed = new Map<string, string[]>();
  readonly saved: { projection: Projection; states: Saved }[] = [];
  readonly parkedNow: ParkedPartition[] = [];

  constructor(
    private readonly tx: Transaction,
    private readonly job: WriteBatch,
  ) {}

  async fold(projection: Projection, fold: Fold): Promise<Saved> {
    if (fold.size === 0) return fold;
    const context: FoldContext = { tx: this.tx, changed: this.changed, cache: this.job.cache };
    const outcome = this.job.careful
      ? await foldCarefully(projection, fold, context, this.job.batch.position)
      : { saved: await foldPartitions(projection, fold, context), parked: [] };
    const list = this.changed.get(projection.name) ?? [];
    for (const partition of outcome.saved.keys()) list.push(partition);
    this.changed.set(projection.name, list);
    for (const parked of outcome.parked) await this.park(parked);
    return outcome.saved;
  }

  async park(parked: ParkedPartition): Promise<void> {
    await park(this.tx, this.job.group.name, parked);
    this.parkedNow.push(parked);
  }

  isParked(projection: string, partition: string): boolean {
    return (
      this.job.parked.has(parkedKey(projection, partition)) ||
      this.parkedNow.some((each) => each.projection === projection && each.partition === partition)
    );
  }
}

const foldEvents = async (writer: BatchWriter, tx: Transaction, job: WriteBatch, projection: Projection) => {
  const plan = planBatch(projection, job.batch.events, job.parked);
  const [unplaced] = plan.unplaced;
  if (unplaced !== undefined && !job.careful) throw unplaced.error;
  writer.saved.push({ projection, states: await writer.fold(projection, plan.events) });
  await countSkipped(tx, job.group.name, projection.name, plan.skipped);
  for (const { event, error } of plan.unplaced) {
    if (!mayBePoison(error)) throw error;
    const { id, type, stream, position } = event;
    if (writer.isParked(projection.name, stream)) {
      await countSkipped(tx, job.group.name, projection.name, new Map([[stream, 1]]));
    } else {
      const parked = { partition: stream, position, event: { id, type }, error: reasonOf(error), skipped: 0 };
      await writer.park({ projection: projection.name, ...parked });
    }
  }
  return plan.events;
};

const foldTouched = async (writer: BatchWriter, tx: Transaction, projection: Projection, folded: Fold) => {
  if (projection.touches === undefined || writer.changed.size === 0) return;
  // A copy: what this projection saves while it is being asked is not its own reason.
  for await (const chunk of projection.touches(tx, new Map(writer.changed))) {
    const again = chunk.filter(
      (partition) => !folded.has(partition) && !writer.isParked(projection.name, partition),
    );
    await writer.fold(projection, new Map(again.map((partition) => [partition, []])));
  }
};

/**
 * Writes one batch: checkpoint and rows of all projections of the group, in one transaction, or nothing.
 *
 * @throws what the database or a projection threw; then nothing is written, and the cache is as it was
 */
export const writeBatch = async (job: WriteBatch): Promise<WriteOutcome> => {
  const last = job.batch.events.at(-1);
  const to = {
    position: job.batch.position,
    lastEvent: last?.position ?? job.from.lastEvent,
    recordedAtMs: last?.recordedAtMs ?? job.from.recordedAtMs,
  };
  if (job.careful) job.cache.clear(); // what is folded piece by piece must be read back piece by piece
  const writer = await job.sql.begin(async (tx) => {
    if ((await moveCheckpoint(tx, job.group.name, job.from, to)) === 'lost') return undefined;
    const writing = new BatchWriter(tx, job);
    for (const projection of job.group.projections) {
      const folded = await foldEvents(writing, tx, job, projection);
      await foldTouched(writing, tx, projection, folded);
    }
    return writing;
  });
  if (writer === undefined) return { kind: 'lost' };
  for (const { projection, states } of writer.saved) job.cache.put(projection, states);
  return { kind: 'written', checkpoint: { ...job.from, ...to }, parked: writer.parkedNow };
};
