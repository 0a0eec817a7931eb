import type { FrozenDocuments } from '@app/evaluations';
import type { Logger, Sql } from '@app/platform';
import {
  type BothRows,
  followLog,
  type ProjectionGroup,
  type ReadDatabase,
  ScratchRows,
  withBothRows,
} from '@app/projections';
import { DifferenceList } from '../domain/index.js';
import type { HeadVault } from '../head.vault.js';
import { readTree } from '../stored-tree.js';
import { checkFrozen } from './check-frozen.js';
import { checkHeads } from './check-heads.js';
import { checkLeaves } from './check-leaves.js';
import { checkPosition, checkRows } from './check-rows.js';
import { checkTickets } from './check-tickets.js';
import { ScratchTree } from './scratch-tree.js';
import { type BothForms, tappedLog } from './tapped-log.js';
import type { Findings } from './verification-jobs.js';
import type { VerificationProgress } from './verification-progress.js';

export interface VerifyOptions {
  readonly log: BothForms;
  readonly group: ProjectionGroup;
  /** Sees schemas `read` and `scratch`. */
  readonly database: ReadDatabase;
  /** A session there. */
  readonly sql: Sql;
  readonly ledgerId: string;
  readonly heads: Pick<HeadVault, 'heads'>;
  readonly documents: Pick<FrozenDocuments, 'kept'>;
  readonly logger: Logger;
  readonly progress: VerificationProgress;
  /** Told once: the position of the rows that are compared. */
  readonly onPosition: (position: bigint) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * How many events go into one transaction: the more, the fewer tickets are loaded, measured and written again because
 * their facts came in two of them; and the more memory.
 */
const BATCH = 10_000;

/** How many differences of a table are told. */
const TOLD = 100;

class LedgerVerification {
  private readonly differences = new DifferenceList(TOLD);

  constructor(
    private readonly options: VerifyOptions,
    private readonly tree: ScratchTree,
    private readonly scratch: ScratchRows,
  ) {}

  async run(): Promise<Findings> {
    const { differences, tree } = this;
    const ofRows = await withBothRows({ ...this.options, scratch: this.scratch }, (both) => this.rows(both));
    const ofLog = await this.log();
    const checked = { events: tree.events, ...ofLog, ...ofRows };
    return { checked, differences: differences.first, counts: differences.counts };
  }

  /** Rows, tickets and frozen months at one position. While Postgres compares rows, tickets are measured here. */
  private async rows(both: BothRows): Promise<Pick<Findings['checked'], 'rows' | 'tickets' | 'frozen'>> {
    const { options, differences, scratch } = this;
    const { progress, group } = options;
    await options.onPosition(both.served.position ?? 0n);
    checkPosition(group, both.served, scratch.checkpoint, differences);
    const at = Math.floor((scratch.checkpoint.recordedAtMs ?? 0) / 1_000);
    const [rows, tickets, frozen] = await Promise.all([
      checkRows(both, group, differences, (done, total) => progress.at('read-models', done, total)),
      both.look((tx) =>
        checkTickets(tx, at, differences, (done, total) => progress.at('tickets', done, total)),
      ),
      both.look((tx) =>
        checkFrozen(tx, options.documents, differences, (done, total) => progress.at('frozen', done, total)),
      ),
    ]);
    return { rows, tickets, frozen };
  }

  /** The log to its end, against the stored tree and every head that was signed before. */
  private async log(): Promise<Pick<Findings['checked'], 'leaves' | 'heads'>> {
    const { options, tree, differences } = this;
    const served = await readTree(options.sql);
    const signed = await options.heads.heads();
    await this.readToEnd();
    options.progress.at('log', tree.events, tree.events);
    const { stored } = options.log;
    const leaves = served === undefined ? 0 : await checkLeaves(tree, served, stored, differences);
    return { leaves, heads: await checkHeads(tree, signed, differences) };
  }

  private async readToEnd(): Promise<void> {
    const { log, signal } = this.options;
    await followLog({
      source: log.stored,
      after: this.tree.position,
      maxBatch: BATCH,
      maxDelayMs: 5,
      signal,
      take: async ({ events, caughtUp }) => {
        await this.tree.take(events);
        return caughtUp ? 'stop' : 'go on';
      },
    });
    signal.throwIfAborted();
  }
}

/**
 * Looks at everything that is stored and can be had again from the log: the log is read once, hashed into a tree and folded
 * into rows of its own in schema `scratch`, which are held against the stored tree, the signed heads and the rows that
 * serve; tickets are measured and frozen months computed from the facts so read. Nothing of it writes to what serves.
 *
 * One process at a time: see to it with a lock.
 *
 * @throws what the log or the database throws; the signal's reason when it aborts
 */
export const verifyLedger = async (options: VerifyOptions): Promise<Findings> => {
  const { database, ledgerId, log, logger, progress, sql } = options;
  const expected = (await readTree(sql))?.treeSize ?? 0;
  const tree = await ScratchTree.open({ ...database, logger }, ledgerId);
  try {
    const store = tappedLog(log, async (events) => {
      await tree.take(events);
      progress.at('log', tree.events, expected);
    });
    const scratch = await ScratchRows.open({ ...options, store, maxBatch: BATCH });
    try {
      return await new LedgerVerification(options, tree, scratch).run();
    } finally {
      await scratch.discard();
    }
  } finally {
    await tree.discard();
  }
};
