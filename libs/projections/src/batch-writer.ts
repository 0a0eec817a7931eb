import type { StoredEvent } from '@app/event-store';
import type { Transaction } from '@app/platform';
import { planBatch } from './batch-plan.js';
import { foldCarefully } from './fold-carefully.js';
import { type Fold, type FoldContext, foldPartitions } from './fold-partitions.js';
import { countSkipped, park, parkedKey, type ParkedPartition } from './parked/parked-partitions.js';
import type { Projection } from './projection.js';
import { mayBePoison, reasonOf } from './projection.errors.js';
import type { WriteBatch } from './write-batch.js';

type Saved = ReadonlyMap<string, unknown>;

/** Writes the rows of one transaction, piece by piece in log order. */
export class BatchWriter {
  readonly saved: { readonly projection: Projection; readonly states: Saved }[] = [];
  /** Partitions that were parked here, and not taken up again. */
  readonly parkedNow = new Map<string, ParkedPartition>();
  readonly parked: Set<string>;
  private changed = new Map<string, string[]>();

  constructor(
    readonly tx: Transaction,
    readonly job: WriteBatch,
  ) {
    this.parked = new Set(job.parked);
  }

  /** Folds events into all projections of the group, and what they touch. */
  async foldEvents(events: readonly StoredEvent[], upTo: bigint): Promise<void> {
    this.changed = new Map();
    for (const projection of this.job.group.projections) {
      const folded = await this.foldOwn(projection, events, upTo);
      await this.foldTouched(projection, folded, upTo);
    }
  }

  /** Folds events that waited into one partition, with care, and then what that touches in the later projections. */
  async foldOn(
    projection: Projection,
    partition: string,
    events: readonly StoredEvent[],
    upTo: bigint,
  ): Promise<void> {
    this.changed = new Map();
    this.saved.push({
      projection,
      states: await this.fold(projection, new Map([[partition, events]]), upTo, true),
    });
    const { projections } = this.job.group;
    for (const later of projections.slice(projections.indexOf(projection) + 1)) {
      await this.foldTouched(later, new Map(), upTo);
    }
  }

  private async foldOwn(projection: Projection, events: readonly StoredEvent[], upTo: bigint): Promise<Fold> {
    const { careful, group } = this.job;
    const plan = planBatch(projection, events, this.parked);
    const [unplaced] = plan.unplaced;
    if (unplaced !== undefined && !careful) throw unplaced.error;
    const states = await this.fold(projection, plan.events, upTo, careful);
    this.saved.push({ projection, states });
    await countSkipped(this.tx, group.name, projection.name, plan.skipped);
    for (const { event, error } of plan.unplaced) await this.parkUnplaced(projection, event, error);
    return plan.events;
  }

  private async parkUnplaced(projection: Projection, event: StoredEvent, error: unknown): Promise<void> {
    if (!mayBePoison(error)) throw error;
    const { id, type, stream, position } = event;
    if (this.isParked(projection.name, stream)) {
      await countSkipped(this.tx, this.job.group.name, projection.name, new Map([[stream, 1]]));
      return;
    }
    const parked = { partition: stream, position, event: { id, type }, error: reasonOf(error), skipped: 0 };
    await this.park({ projection: projection.name, placed: false, ...parked });
  }

  private async foldTouched(projection: Projection, folded: Fold, upTo: bigint): Promise<void> {
    if (projection.touches === undefined || this.changed.size === 0) return;
    // A copy: what this projection saves while it is being asked is not its own reason.
    for await (const chunk of projection.touches(this.tx, new Map(this.changed))) {
      const again = chunk.filter(
        (partition) => !folded.has(partition) && !this.isParked(projection.name, partition),
      );
      const none: Fold = new Map(again.map((partition) => [partition, []]));
      await this.fold(projection, none, upTo, this.job.careful);
    }
  }

  private async fold(projection: Projection, fold: Fold, upTo: bigint, careful: boolean): Promise<Saved> {
    if (fold.size === 0) return fold;
    const context: FoldContext = { tx: this.tx, changed: this.changed, cache: this.job.cache };
    const outcome = careful
      ? await foldCarefully(projection, fold, context, upTo)
      : { saved: await foldPartitions(projection, fold, context), parked: [] };
    const list = this.changed.get(projection.name) ?? [];
    for (const partition of outcome.saved.keys()) list.push(partition);
    this.changed.set(projection.name, list);
    for (const parked of outcome.parked) await this.park(parked);
    return outcome.saved;
  }

  private async park(parked: ParkedPartition): Promise<void> {
    const key = parkedKey(parked.projection, parked.partition);
    await park(this.tx, this.job.group.name, parked);
    this.parked.add(key);
    this.parkedNow.set(key, parked);
  }

  private isParked(projection: string, partition: string): boolean {
    return this.parked.has(parkedKey(projection, partition));
  }
}
