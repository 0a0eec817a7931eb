import type { EventBatch, EventStore } from '@app/event-store';
import { backoffMs, type Clock, isConnectionLost, isTransient, type Logger, pause } from '@app/platform';
import type { Checkpoint } from './checkpoint.js';
import { becomeOwner, type OwnerSession, type ReadDatabase } from './owner-session.js';
import { parkedKey, type ParkedPartition, readParkedKeys } from './parked-partitions.js';
import { prepareGroup } from './prepare-group.js';
import type { ProjectionGroup } from './projection-group.js';
import { FoldError, reasonOf } from './projection.errors.js';
import type { ProjectionMetrics } from './projection.metrics.js';
import type { RunnerStatus } from './runner-status.js';
import { StateCache } from './state-cache.js';
import { writeBatch, type WriteOutcome } from './write-batch.js';

export interface GroupRunnerOptions {
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  readonly database: ReadDatabase;
  /** Of the log (`openLedger`); rows of another one are refused. */
  readonly ledgerId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: ProjectionMetrics;
  /** Most events in one transaction, default 2,000. */
  readonly maxBatch?: number;
  /** How long a batch waits for more events, default 5 ms. */
  readonly maxDelayMs?: number;
  /** How often a standby asks whether the group has become free, default 500 ms. */
  readonly standbyEveryMs?: number;
  /** Called after each commit. */
  readonly onPosition?: (position: bigint) => void;
}

const causeOf = (error: unknown): unknown => (error instanceof FoldError ? error.cause : error);

/** A move of the checkpoint without any event is written this often at most: nobody waits for it. */
const emptyMoveMs = 1_000;

/** Owns a group when nobody else does, and writes its rows as long as it may. */
export class GroupRunner {
  private current: RunnerStatus = { kind: 'starting' };
  private readonly cache = new StateCache();
  private parked = new Set<string>();
  private lastMoveMs = 0;

  constructor(private readonly options: GroupRunnerOptions) {}

  status(): RunnerStatus {
    return this.current;
  }

  /** One term as owner: waits for it, serves until the signal aborts or the group is lost. Throws what ended it. */
  async serve(signal: AbortSignal): Promise<void> {
    const { group, database, logger } = this.options;
    const session = await becomeOwner(database, group.name, signal, {
      everyMs: this.options.standbyEveryMs ?? 500,
      onStandby: () => {
        this.current = { kind: 'standby' };
      },
    });
    if (session === undefined) return;
    try {
      this.cache.clear(); // somebody else may have written since
      const checkpoint = await prepareGroup(session.sql, group, this.options);
      this.parked = await readParkedKeys(session.sql, group.name);
      this.options.metrics?.parked.set({ group: group.name }, this.parked.size);
      this.current = { kind: 'catching-up', position: checkpoint.position };
      logger.info({ group: group.name, position: checkpoint.position }, 'owns the projection group');
      await this.follow(session, checkpoint, signal);
    } catch (error) {
      this.failed(error);
      throw error;
    } finally {
      await session.close();
    }
  }

  stopped(): void {
    this.current = { kind: 'stopped' };
  }

  private failed(error: unknown): void {
    this.current = { kind: 'failing', error: reasonOf(error) };
    this.options.metrics?.failures.inc({ group: this.options.group.name });
  }

  private async follow(session: OwnerSession, checkpoint: Checkpoint, signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const until = AbortSignal.any([signal, session.lost, ended.signal]);
    const subscription = this.options.store.subscribeAll({
      ...(checkpoint.position === undefined ? {} : { after: checkpoint.position }),
      maxBatch: this.options.maxBatch ?? 2_000,
      maxDelayMs: this.options.maxDelayMs ?? 5,
      signal: until,
    });
    const batches = subscription[Symbol.asyncIterator]();
    const fetch = (): Promise<IteratorResult<EventBatch>> => {
      const next = batches.next();
      next.catch(() => undefined); // it is awaited one batch later; until then nobody listens
      return next;
    };
    try {
      let from = checkpoint;
      // The next batch is fetched while this one is written: never more than one ahead.
      for (let ahead = fetch(); ;) {
        const result = await ahead;
        if (result.done === true || until.aborted) break;
        const batch = result.value;
        ahead = fetch();
        const outcome = await this.write(session, from, batch, until);
        if (outcome.kind === 'lost') {
          this.options.logger.warn({ group: this.options.group.name }, 'lost the projection group');
          return;
        }
        from = outcome.checkpoint;
        this.tell(batch, from);
      }
      if (session.lost.aborted) throw new Error('the session that owned the projection group has ended');
    } finally {
      ended.abort(); // or the subscription would end only after the batch that is being fetched
      await batches.return?.(undefined);
    }
  }

  /** Writes a batch, again after a passing fault, piece by piece after one that does not pass. */
  private async write(
    session: OwnerSession,
    from: Checkpoint,
    batch: EventBatch,
    until: AbortSignal,
  ): Promise<WriteOutcome> {
    const { group, clock, logger, metrics } = this.options;
    if (batch.events.length === 0 && clock.nowMs() - this.lastMoveMs < emptyMoveMs) {
      return { kind: 'written', checkpoint: from, parked: [] };
    }
    let careful = false;
    for (let attempt = 1; ; attempt += 1) {
      const done = metrics?.batchSeconds.startTimer({ group: group.name });
      try {
        const { sql } = session;
        const job = { sql, group, from, batch, parked: this.parked, cache: this.cache, careful };
        const outcome = await writeBatch(job);
        done?.();
        this.lastMoveMs = clock.nowMs();
        if (outcome.kind === 'written') this.noteParked(outcome.parked);
        return outcome;
      } catch (error) {
        const cause = causeOf(error);
        this.failed(error);
        if (until.aborted || isConnectionLost(cause)) throw error;
        const passing = isTransient(cause);
        if (!passing && careful) throw error;
        careful ||= !passing;
        logger.warn({ err: error, group: group.name, attempt, careful }, 'a batch could not be written');
        if (passing) await pause(backoffMs(attempt, {}, Math.random), until);
      }
    }
  }

  private noteParked(parked: readonly ParkedPartition[]): void {
    for (const each of parked) {
      this.parked.add(parkedKey(each.projection, each.partition));
      this.options.logger.error({ group: this.options.group.name, ...each }, 'a partition is parked');
    }
    this.options.metrics?.parked.set({ group: this.options.group.name }, this.parked.size);
  }

  private tell(batch: EventBatch, { position }: Checkpoint): void {
    const { group, metrics, clock, onPosition } = this.options;
    this.current = { kind: batch.caughtUp ? 'running' : 'catching-up', position };
    metrics?.events.inc({ group: group.name }, batch.events.length);
    const last = batch.events.at(-1);
    if (last !== undefined) {
      metrics?.lagSeconds.set(
        { group: group.name },
        Math.max(0, (clock.nowMs() - last.recordedAtMs) / 1_000),
      );
    }
    if (position !== undefined) onPosition?.(position);
  }
}
