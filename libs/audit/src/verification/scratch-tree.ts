import type { StoredEvent } from '@app/event-store';
import { connect, disconnect, type Logger, type Sql } from '@app/platform';
import type { ReadDatabase } from '@app/projections';
import { RevisionGaps, type RevisionGap } from '../domain/index.js';
import { TREE_TABLES, treeTables } from '../tree.tables.js';
import { TreeWriter } from '../tree-writer.js';

/** How many leaves are hashed at a stretch: between two of them the rows made beside it get on. */
const SLICE = 1_000;

/** A tree made anew of the log in schema `scratch`, by what makes the one that serves. */
export class ScratchTree {
  /** Revisions that streams lack. */
  readonly gaps: RevisionGap[] = [];
  private readonly revisions = new RevisionGaps();
  private seen = 0;

  private constructor(
    /** Looks into schema `scratch`. */
    readonly sql: Sql,
    private readonly writer: TreeWriter,
  ) {}

  /** Begins with nothing, whatever another process has left there. */
  static async open(
    database: ReadDatabase & { readonly logger: Logger },
    ledgerId: string,
  ): Promise<ScratchTree> {
    const sql = connect({
      ...database,
      applicationName: 'sla-ledger verification tree',
      max: 1,
      parameters: { search_path: 'scratch', synchronous_commit: 'off' },
    });
    try {
      await sql.begin(async (tx) => {
        for (const table of TREE_TABLES) await tx`drop table if exists ${tx(`scratch.${table}`)}`;
        await tx.unsafe(treeTables('scratch'));
        for (const table of TREE_TABLES) await tx`alter table ${tx(`scratch.${table}`)} set unlogged`;
      });
      return new ScratchTree(sql, await TreeWriter.open(sql, ledgerId));
    } catch (error) {
      await disconnect(sql);
      throw error;
    }
  }

  /** How many events it was given. */
  get events(): number {
    return this.seen;
  }

  get treeSize(): number {
    return this.writer.at.treeSize;
  }

  /** Of the last event; undefined: none yet. */
  get position(): bigint | undefined {
    return this.writer.at.position;
  }

  /** Takes the next events of the log as they are stored; those that it had are passed by. */
  async take(events: readonly StoredEvent[]): Promise<void> {
    const { position } = this;
    const fresh = events.filter((event) => position === undefined || event.position > position);
    for (const event of fresh) {
      const gap = this.revisions.take(event);
      if (gap !== undefined) this.gaps.push(gap);
    }
    for (let from = 0; from < fresh.length; from += SLICE) {
      const slice = fresh.slice(from, from + SLICE);
      await this.writer.add(slice);
      this.seen += slice.length;
    }
  }

  /** Gives the room back, and the session. Never throws. */
  async discard(): Promise<void> {
    for (const table of TREE_TABLES)
      await this.sql`drop table if exists ${this.sql(`scratch.${table}`)}`.catch(() => undefined);
    await disconnect(this.sql);
  }
}
