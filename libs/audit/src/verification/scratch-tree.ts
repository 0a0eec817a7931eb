import type { StoredEvent } from '@app/event-store';
import { connect, disconnect, type Sql, unlogged } from '@app/platform';
import type { ReadDatabase } from '@app/projections';
import { RevisionGaps, type RevisionGap } from '../domain/index.js';
import { readTree } from '../stored-tree.js';
import { TREE_TABLES, treeTables } from '../tree.tables.js';

const DROP = `drop table if exists ${TREE_TABLES.map((table) => `scratch."${table}"`).join()}`;

/** A session that looks into schema `scratch`. What a crash takes along is made again anyway. */
export const connectScratch = (database: ReadDatabase, applicationName: string): Sql =>
  connect({
    ...database,
    applicationName,
    max: 1,
    parameters: { search_path: 'scratch', synchronous_commit: 'off' },
  });

/** The tree that was made anew of the log, as far as it was read. */
export interface MadeTree {
  /** Looks into its schema. */
  readonly sql: Sql;
  readonly treeSize: number;
  /** Of the last leaf; undefined: there is none. */
  readonly position: bigint | undefined;
  /** Revisions that streams lack. */
  readonly gaps: readonly RevisionGap[];
}

/** The place of a tree in schema `scratch`, and what is noticed of the events that it is made of. */
export class ScratchTree {
  private readonly gaps: RevisionGap[] = [];
  private readonly revisions = new RevisionGaps();
  private last = -1n;
  private seen = 0;

  private constructor(private readonly sql: Sql) {}

  /** Begins with nothing, whatever another process has left there. */
  static async open(database: ReadDatabase): Promise<ScratchTree> {
    const sql = connectScratch(database, 'sla-ledger verification log');
    try {
      await sql.begin(async (tx) => {
        await tx.unsafe(DROP);
        await tx.unsafe(unlogged(treeTables('scratch')));
      });
      return new ScratchTree(sql);
    } catch (error) {
      await disconnect(sql);
      throw error;
    }
  }

  /** How many events have come by. */
  get events(): number {
    return this.seen;
  }

  /** Of the last event that has come by; undefined: none has. */
  get position(): bigint | undefined {
    return this.seen === 0 ? undefined : this.last;
  }

  /** Looks at the next events of the log; those that have come by already are passed by. */
  note(events: readonly StoredEvent[]): void {
    for (const event of events) {
      if (event.position <= this.last) continue;
      this.last = event.position;
      this.seen += 1;
      const gap = this.revisions.take(event);
      if (gap !== undefined) this.gaps.push(gap);
    }
  }

  /** What has been made of the events that came by. */
  async made(): Promise<MadeTree> {
    const tree = await readTree(this.sql);
    const { sql, gaps } = this;
    return { sql, gaps, treeSize: tree?.treeSize ?? 0, position: tree?.position };
  }

  /** Gives the room back, and the session. Never throws. */
  async discard(): Promise<void> {
    await this.sql.unsafe(DROP).catch(() => undefined);
    await disconnect(this.sql);
  }
}
