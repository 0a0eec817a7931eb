import type { EventStore, LogSource } from '@app/event-store';
import { type Logger, migrate } from '@app/platform';
import type { Checkpoint } from '../checkpoint.js';
import { GroupWriter } from '../group-writer.js';
import { openRows, type ReadDatabase, type RowSession } from '../owner-session.js';
import { createGroup, createReadIndexes } from '../prepare-group.js';
import { type ProjectionGroup, tablesOf, versionOf } from '../projection-group.js';
import { scratchMigrations } from '../projection.tables.js';
import { fillTo } from '../rebuild/fill-rows.js';

export interface ScratchOptions {
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  /** Where the log is followed (default `store`). */
  readonly source?: LogSource;
  readonly database: ReadDatabase;
  readonly ledgerId: string;
  readonly logger: Logger;
  /** Most events in one transaction, default 2,000. */
  readonly maxBatch?: number;
}

/** Rows of a group that are made from the log to be held against those that serve, and then thrown away. */
export class ScratchRows {
  private constructor(
    private readonly options: ScratchOptions,
    private readonly session: RowSession,
    private readonly writer: GroupWriter,
  ) {}

  /**
   * Begins with nothing, whatever another process has left there. One process at a time: see to it with a lock.
   *
   * @throws what the database throws
   */
  static async open(options: ScratchOptions): Promise<ScratchRows> {
    const { database, group, ledgerId } = options;
    const session = openRows(database, group.name, 'scratch');
    try {
      await migrate(session.sql, 'scratch', scratchMigrations);
      await session.sql.begin(async (tx) => {
        // Whoever finds them after a crash begins again anyway.
        await createGroup(tx, group, ledgerId, { kept: false });
      });
      const nothing = { ledgerId, version: versionOf(group) };
      const checkpoint = { ...nothing, position: undefined, lastEvent: undefined, recordedAtMs: undefined };
      const onFailure = (): void => undefined; // the writer logs each failure, and the last one is thrown
      const writer = await GroupWriter.open({ ...options, sql: session.sql, onFailure }, checkpoint);
      return new ScratchRows(options, session, writer);
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get checkpoint(): Checkpoint {
    return this.writer.checkpoint;
  }

  /** Folds the log on to exactly where other rows are; see `fillTo`. */
  fillTo(to: Checkpoint, until: AbortSignal): Promise<void> {
    const { store, source = store, maxBatch } = this.options;
    const ended = AbortSignal.any([until, this.session.lost]);
    return fillTo({ writer: this.writer, source, to, maxBatch, until: ended });
  }

  /** What whoever looks at them finds rows by, once most of them are there. */
  index(): Promise<void> {
    return createReadIndexes(this.session.sql, this.options.group);
  }

  /** Gives the room back, and the session. Never throws. */
  async discard(): Promise<void> {
    const { sql } = this.session;
    const tables = tablesOf(this.options.group).map((table) => `"${table}"`);
    await sql.unsafe(`drop table if exists ${tables.join()}`).catch(() => undefined);
    await this.session.close();
  }
}
