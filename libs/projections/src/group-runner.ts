import type { EventBatch, EventStore, LogReading, LogSource } from '@app/event-store';
import { type Clock, type Logger, runInBackground, Wake } from '@app/platform';
import { type Checkpoint, readCheckpoint } from './checkpoint.js';
import { followLog } from './follow-log.js';
import { GroupWriter } from './group-writer.js';
import { becomeOwner, type ReadDatabase, type RowSession } from './owner-session.js';
import { prepareGroup } from './prepare-group.js';
import { type ProjectionGroup, versionOf } from './projection-group.js';
import { reasonOf } from './projection.errors.js';
import type { ProjectionMetrics } from './projection.metrics.js';
import { askForRebuild, isRebuildWanted, REBUILD_ASKED } from './rebuild/rebuild-job.js';
import { rebuildGroup, type ServingRows } from './rebuild/rebuild-group.js';
import type { RunnerStatus } from './runner-status.js';
import { Turnstile } from './turnstile.js';

export interface GroupRunnerOptions {
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  /** Where the log is followed (default `store`): shared with others of this process. */
  readonly source?: LogSource;
  /** Opens the reading that a rebuild is filled from (default `store`). */
  readonly openReading?: () => Promise<LogReading>;
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
  /** How often a standby asks whether the group has become free, and its owner whether a rebuild is wanted, default 200 ms. */
  readonly askEveryMs?: number;
  /** Called after each commit. */
  readonly onPosition?: (position: bigint) => void;
}

/** A move of the checkpoint without any event is written this often at most: nobody waits for it. */
const emptyMoveMs = 1_000;

/** How often it is looked whether a rebuild is asked for, besides at once when it is: a notification may be lost. */
const lookEveryMs = 1_000;

/** Owns a group when nobody else does, and writes its rows as long as it may. */
export class GroupRunner {
  private current: RunnerStatus = { kind: 'starting' };
  private lastMoveMs = 0;
  private readonly askEveryMs: number;

  constructor(private readonly options: GroupRunnerOptions) {
    this.askEveryMs = options.askEveryMs ?? 200;
  }

  status(): RunnerStatus {
    return this.current;
  }

  /** One term as owner: waits for it, serves until the signal aborts or the group is lost. Throws what ended it. */
  async serve(signal: AbortSignal): Promise<void> {
    const { group, database, logger } = this.options;
    const session = await becomeOwner(database, group.name, signal, {
      everyMs: this.askEveryMs,
      onStandby: () => {
        this.current = { kind: 'standby' };
      },
    });
    if (session === undefined) return;
    const term = AbortSignal.any([signal, session.lost]);
    try {
      let checkpoint = await prepareGroup(session.sql, group, this.options);
      logger.info({ group: group.name, position: checkpoint.position }, 'owns the projection group');
      if (checkpoint.version !== versionOf(group)) checkpoint = await this.replace(session, checkpoint, term);
      if (!term.aborted) await this.follow(session, checkpoint, term);
      if (session.lost.aborted) throw new Error('the session that owned the projection group has ended');
    } catch (error) {
      if (signal.aborted) return;
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

  /** The rows are of another version: they stand still, and serve, until they have been made anew. */
  private async replace(
    { sql }: RowSession,
    { position, version }: Checkpoint,
    term: AbortSignal,
  ): Promise<Checkpoint> {
    const { group, logger } = this.options;
    logger.warn({ group: group.name, from: version, to: versionOf(group) }, 'read models are made anew');
    this.current = { kind: 'rebuilding', position };
    await askForRebuild(sql, group.name);
    await this.rebuild({ sql, standStill: (work) => work(), replaced: () => Promise.resolve() }, term);
    const checkpoint = await readCheckpoint(sql, group.name);
    if (checkpoint === undefined) throw new Error(`the checkpoint of ${group.name} was removed just now`);
    return checkpoint;
  }

  private async follow(session: RowSession, checkpoint: Checkpoint, term: AbortSignal): Promise<void> {
    const { group, store, source = store, clock, logger, maxBatch = 2_000, maxDelayMs = 5 } = this.options;
    const onFailure = (error: unknown): void => this.failed(error);
    const writer = await GroupWriter.open({ ...this.options, sql: session.sql, onFailure }, checkpoint);
    this.current = { kind: 'catching-up', position: checkpoint.position };
    const turnstile = new Turnstile();
    const ended = new AbortController();
    const asked = new Wake();
    await session.listen(REBUILD_ASKED, () => asked.atOnce());
    asked.atOnce(); // what came before is not heard
    const until = AbortSignal.any([term, ended.signal]);
    const rebuilding = this.rebuildWhenAsked(session, asked, writer, turnstile, until);
    const take = async (batch: EventBatch): Promise<'go on' | 'stop'> => {
      if (batch.events.length > 0 || clock.nowMs() - this.lastMoveMs >= emptyMoveMs) {
        if ((await turnstile.pass(() => writer.write(batch, term))) === 'lost') {
          logger.warn({ group: group.name }, 'lost the projection group');
          return 'stop';
        }
        this.lastMoveMs = clock.nowMs();
      }
      this.tell(batch, writer.checkpoint);
      return 'go on';
    };
    try {
      await followLog({ source, after: checkpoint.position, maxBatch, maxDelayMs, signal: term, take });
    } finally {
      ended.abort();
      await rebuilding;
    }
  }

  /** Makes the rows anew whenever somebody asks for it; what fails there is tried again, and does not end the term. */
  private rebuildWhenAsked(
    { sql }: RowSession,
    asked: Wake,
    writer: GroupWriter,
    turnstile: Turnstile,
    signal: AbortSignal,
  ): Promise<void> {
    const { group, logger } = this.options;
    const rows: ServingRows = {
      sql,
      standStill: (work) => turnstile.pass(work),
      replaced: (checkpoint) => writer.reopen(checkpoint),
    };
    const work = async (): Promise<void> => {
      await asked.after(lookEveryMs, signal);
      if (!signal.aborted && (await isRebuildWanted(sql, group.name))) await this.rebuild(rows, signal);
    };
    return runInBackground(work, { name: `rebuild of ${group.name}`, logger, signal, firstMs: 10 });
  }

  private rebuild(serving: ServingRows, signal: AbortSignal): Promise<void> {
    return rebuildGroup({ ...this.options, serving, signal });
  }

  private tell(batch: EventBatch, { position }: Checkpoint): void {
    const { group, metrics, onPosition } = this.options;
    this.current = { kind: batch.caughtUp ? 'running' : 'catching-up', position };
    metrics?.events.inc({ group: group.name }, batch.events.length);
    if (position !== undefined) onPosition?.(position);
  }
}
