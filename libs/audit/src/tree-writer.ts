import type { CanonicalEvent, EventJson, StoredEvent } from '@app/event-store';
import type { Sql } from '@app/platform';
import { grow, isLeaf, isNews, leafHash, leafText, type TreeEdge } from './domain/index.js';
import { foldAuditEvent, isFolded, isFreeze } from './fold-audit-event.js';
import {
  beginTree,
  insertLeaves,
  insertNodes,
  moveTree,
  readEdge,
  readTree,
  type StoredTree,
} from './stored-tree.js';

/** Somebody else has let the tree grow: another process owns it. */
class TreeLostError extends Error {
  override readonly name = 'TreeLostError';
}

/** The rows are of another ledger than the log. */
class TreeOfOtherLedgerError extends Error {
  override readonly name = 'TreeOfOtherLedgerError';
}

/** As objects or as text: the leaf is the same. */
export type TreeEvent = StoredEvent | CanonicalEvent;

const objectOf = (data: EventJson | string): EventJson =>
  typeof data === 'string' ? (JSON.parse(data) as EventJson) : data;

/** Lets the stored tree grow with the log, a transaction a batch. */
export class TreeWriter {
  private constructor(
    private readonly sql: Sql,
    private tree: StoredTree,
    private edge: TreeEdge,
  ) {}

  /**
   * @param sql looks into the schema of the tree
   * @throws TreeOfOtherLedgerError
   */
  static async open(sql: Sql, ledgerId: string): Promise<TreeWriter> {
    await beginTree(sql, ledgerId);
    const tree = await readTree(sql);
    if (tree === undefined) throw new Error('the tree was removed just now');
    if (tree.ledgerId !== ledgerId) {
      throw new TreeOfOtherLedgerError(
        `the stored tree is of ledger ${tree.ledgerId}, the log of ${ledgerId}`,
      );
    }
    return new TreeWriter(sql, tree, await readEdge(sql, tree.treeSize));
  }

  /** How far it is, as this writer left it. */
  get at(): StoredTree {
    return this.tree;
  }

  /**
   * Adds the leaves of these events, which are the next of the log; those that are in it already are passed by. All of
   * them or none.
   *
   * @throws TreeLostError
   */
  async add(events: readonly TreeEvent[]): Promise<void> {
    const { treeSize: from, position: last, ledgerId } = this.tree;
    const leaves = events.filter((event) => isLeaf(event) && (last === undefined || event.position > last));
    if (leaves.length === 0) return;
    const hashes = leaves.map((event) => leafHash(leafText(event, ledgerId)));
    const { edge, nodes } = grow(this.edge, hashes);
    const to = after(this.tree, leaves);
    await this.sql.begin(async (tx) => {
      if ((await moveTree(tx, from, to)) === 'lost') throw new TreeLostError('somebody else grows the tree');
      await insertLeaves(
        tx,
        from,
        leaves.map(({ position }) => position),
        hashes,
      );
      await insertNodes(tx, nodes);
      for (const [at, event] of leaves.entries()) {
        if (!isFolded(event)) continue;
        const told = { ...event, data: objectOf(event.data) };
        await foldAuditEvent(tx, ledgerId, { event: told, leafIndex: from + at });
      }
    });
    this.tree = to;
    this.edge = edge;
  }
}

/** What the tree is after these leaves. */
function after(tree: StoredTree, leaves: readonly TreeEvent[]): StoredTree {
  const sizeUpTo = (is: (event: TreeEvent) => boolean): number | undefined => {
    const found = leaves.findLastIndex(is);
    return found < 0 ? undefined : tree.treeSize + found + 1;
  };
  return {
    ledgerId: tree.ledgerId,
    treeSize: tree.treeSize + leaves.length,
    position: leaves.at(-1)?.position ?? tree.position,
    beganAtMs: tree.beganAtMs ?? leaves[0]?.recordedAtMs,
    newsSize: sizeUpTo(isNews) ?? tree.newsSize,
    freezeSize: sizeUpTo(isFreeze) ?? tree.freezeSize,
  };
}
