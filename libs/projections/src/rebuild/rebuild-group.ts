import type { EventStore, LogReading, LogSource } from '@app/event-store';
import { disconnect, isTransient, type Logger, pause, type Sql } from '@app/platform';
import { type Checkpoint, readCheckpoint } from '../checkpoint.js';
import { GroupWriter } from '../group-writer.js';
import { createReadIndexes } from '../prepare-group.js';
import { openRows, type ReadDatabase } from '../owner-session.js';
import type { ProjectionGroup } from '../projection-group.js';
import { compareTables, type TableDifference } from './compare-tables.js';
import { connectLooks } from '../exported-snapshot.js';
import { fillTo } from './fill-rows.js';
import { setDifferences, setRebuildState, takeUpRebuild } from './rebuild-job.js';
import { switchTables } from './switch-tables.js';

/** The rows that serve, as their owner lets the rebuild have them. */
export interface ServingRows {
  /** The session that owns the group. */
  readonly sql: Sql;
  /** Does some work while these rows stand still. */
  standStill<T>(work: () => Promise<T>): Promise<T>;
  /** Tells, while they stand still, that other rows have taken their place. */
  replaced(checkpoint: Checkpoint): Promise<void>;
}

export interface RebuildOptions {
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  /** Opens the reading that new rows are filled from (default `store`), in shapes of today. */
  readonly openReading?: () => Promise<LogReading>;
  readonly database: ReadDatabase;
  readonly ledgerId: string;
  readonly logger: Logger;
  readonly maxBatch?: number;
  readonly serving: ServingRows;
  readonly signal: AbortSignal;
}

const longestWaitMs = 5_000;

class Rebuild {
  constructor(
    private readonly options: RebuildOptions,
    private readonly writer: GroupWriter,
    private readonly source: LogSource,
    /** Of the new rows' session. */
    private readonly sql: Sql,
    private readonly until: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const { group } = this.options;
    // All of it, then what came meanwhile: what is left for the standstill is what came in a moment.
    await this.fillToServed();
    await createReadIndexes(this.sql, group);
    await this.fillToServed();
    await setRebuildState(this.sql, group.name, 'comparing');
    const differences = await this.compare();
    if (differences !== undefined) await setDifferences(this.sql, group.name, differences);
    await setRebuildState(this.sql, group.name, 'switching');
    const served = await this.served();
    // Rows of another version stand still: their successors are to begin with all that the log holds.
    if (served.version === this.writer.checkpoint.version) await this.fillToServed();
    else await this.fill('end');
    for (let waitMs = 100; !(await this.switchWithin(waitMs)); waitMs = Math.min(2 * waitMs, longestWaitMs)) {
      await pause(waitMs, this.until);
      this.until.throwIfAborted();
    }
    this.tell(differences, served);
  }

  private async served(): Promise<Checkpoint> {
    const { serving, group } = this.options;
    const checkpoint = await readCheckpoint(serving.sql, group.name, 'read');
    if (checkpoint === undefined) throw new Error(`the checkpoint of ${group.name} was removed just now`);
    return checkpoint;
  }

  private async fillToServed(): Promise<void> {
    await this.fill(await this.served());
  }

  private fill(to: Checkpoint | 'end'): Promise<void> {
    const { maxBatch } = this.options;
    return fillTo({ writer: this.writer, source: this.source, to, maxBatch, until: this.until });
  }

  /**
   * Holds both against each other at one position.
   *
   * @returns undefined where there is none any more: the new rows have gone on, and were compared before
   */
  private async compare(): Promise<readonly TableDifference[] | undefined> {
    const { database, group, serving } = this.options;
    const sql = connectLooks(database, group.name, 'rebuild');
    try {
      const comparison = await serving.standStill(async () => {
        await this.fillToServed();
        if (this.writer.checkpoint.position !== (await this.served()).position) return undefined;
        return compareTables(sql, group);
      });
      return await comparison?.outcome;
    } finally {
      await disconnect(sql);
    }
  }

  /** False when readers were in the way for so long. */
  private switchWithin(waitMs: number): Promise<boolean> {
    const { group, serving } = this.options;
    return serving.standStill(async () => {
      const served = await this.served();
      if (served.version === this.writer.checkpoint.version) await this.fill(served);
      const made = this.writer.checkpoint;
      try {
        await switchTables(serving.sql, group, { served, made, waitMs });
      } catch (error) {
        if (isTransient(error) && !this.until.aborted) return false;
        throw error;
      }
      await serving.replaced(made);
      return true;
    });
  }

  private tell(differences: readonly TableDifference[] | undefined, { version }: Checkpoint): void {
    const { group, logger } = this.options;
    const made = this.writer.checkpoint;
    const told = { group: group.name, position: made.position, from: version, to: made.version, differences };
    // The same version has to give the same rows: somebody else has written, or a projection is no function of the log.
    if (differences !== undefined && differences.length > 0 && version === made.version)
      logger.error(told, 'read models made anew differ from those that served');
    else logger.info(told, 'read models were made anew');
  }
}

/**
 * Makes the rows of a group anew beside those that serve, compares both, and switches. What it had done when it was
 * killed is not done again. Nothing but rows comes of it: readers are told of one move, the one of the switch.
 *
 * @throws what ended it; asked again it goes on from there
 */
export const rebuildGroup = async (options: RebuildOptions): Promise<void> => {
  const { database, group, ledgerId, serving, signal, logger } = options;
  const session = openRows(database, group.name, 'rebuild');
  try {
    const served = await readCheckpoint(serving.sql, group.name, 'read');
    if (served === undefined) throw new Error(`${group.name} has no rows that serve`);
    const checkpoint = await takeUpRebuild(session.sql, group, ledgerId, served.version);
    logger.info({ group: group.name, position: checkpoint.position }, 'makes read models anew');
    const onFailure = (): void => undefined; // the writer logs each failure, and the last one is thrown
    const writer = await GroupWriter.open({ ...options, sql: session.sql, onFailure }, checkpoint);
    const reading = await options.openReading?.();
    try {
      const until = AbortSignal.any([signal, session.lost]);
      await new Rebuild(options, writer, reading ?? options.store, session.sql, until).run();
    } finally {
      await reading?.close();
    }
  } finally {
    await session.close();
  }
};
