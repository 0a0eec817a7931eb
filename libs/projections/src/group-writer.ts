import type { EventBatch, EventStore } from '@app/event-store';
import { backoffMs, isConnectionLost, isTransient, type Logger, pause, type Sql } from '@app/platform';
import type { Checkpoint } from './checkpoint.js';
import { type ParkedKeys, type ParkedPartition, readParkedKeys } from './parked/parked-partitions.js';
import type { ProjectionGroup } from './projection-group.js';
import { FoldError } from './projection.errors.js';
import type { ProjectionMetrics } from './projection.metrics.js';
import { StateCache } from './state-cache.js';
import { writeBatch } from './write-batch.js';

export interface GroupWriterOptions {
  /** Of one session: it looks into the schema whose rows are written. */
  readonly sql: Sql;
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  readonly logger: Logger;
  readonly metrics?: ProjectionMetrics;
  /** Called with each failed attempt, before the next one. */
  readonly onFailure: (error: unknown) => void;
}

const causeOf = (error: unknown): unknown => (error instanceof FoldError ? error.cause : error);

/** Writes a group's rows batch after batch, and remembers where they stand. */
export class GroupWriter {
  private readonly cache = new StateCache();

  private constructor(
    private readonly options: GroupWriterOptions,
    private at: Checkpoint,
    private parked: ParkedKeys,
  ) {}

  static async open(options: GroupWriterOptions, checkpoint: Checkpoint): Promise<GroupWriter> {
    const writer = new GroupWriter(options, checkpoint, new Set());
    await writer.reopen(checkpoint);
    return writer;
  }

  get checkpoint(): Checkpoint {
    return this.at;
  }

  /** The rows have been replaced: nothing that is remembered of them holds any more. */
  async reopen(checkpoint: Checkpoint): Promise<void> {
    const { sql, group } = this.options;
    this.cache.clear();
    this.at = checkpoint;
    this.parked = await readParkedKeys(sql, group.name);
    this.options.metrics?.parked.set({ group: group.name }, this.parked.size);
  }

  /**
   * Writes a batch, again after a passing fault, piece by piece after one that does not pass.
   *
   * @returns `lost` when somebody else has moved the checkpoint: another process owns the group
   */
  async write(
    batch: Pick<EventBatch, 'events' | 'position'>,
    until: AbortSignal,
  ): Promise<'written' | 'lost'> {
    const { sql, group, store, logger, metrics } = this.options;
    let careful = false;
    for (let attempt = 1; ; attempt += 1) {
      const done = metrics?.batchSeconds.startTimer({ group: group.name });
      try {
        const { at: from, parked, cache } = this;
        const outcome = await writeBatch({ sql, group, store, from, batch, parked, cache, careful });
        done?.();
        if (outcome.kind === 'lost') return 'lost';
        this.at = outcome.checkpoint;
        this.note(outcome.parked, outcome.parkedNow);
        return 'written';
      } catch (error) {
        const cause = causeOf(error);
        this.options.onFailure(error);
        if (until.aborted || isConnectionLost(cause)) throw error;
        const passing = isTransient(cause);
        if (!passing && careful) throw error;
        careful ||= !passing;
        logger.warn({ err: error, group: group.name, attempt, careful }, 'a batch could not be written');
        if (passing) await pause(backoffMs(attempt, {}, Math.random), until);
      }
    }
  }

  private note(parked: ParkedKeys, now: readonly ParkedPartition[]): void {
    const { group, logger, metrics } = this.options;
    this.parked = parked;
    for (const each of now) logger.error({ group: group.name, ...each }, 'a partition is parked');
    metrics?.parked.set({ group: group.name }, parked.size);
  }
}
