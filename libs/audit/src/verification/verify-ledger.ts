import type { EventBatch, EventStore, LogReading, LogSource, StoredEvent } from '@app/event-store';
import { everyFreeze, type FrozenDocuments } from '@app/evaluations';
import type { Logger, Sql } from '@app/platform';
import {
  type BothRows,
  followLog,
  type ProjectionGroup,
  type ReadDatabase,
  readGroupClock,
  ScratchRows,
  withBothRows,
} from '@app/projections';
import type { MadeTicket } from '@app/service-levels';
import { DifferenceList } from '../domain/index.js';
import type { HeadVault } from '../head.vault.js';
import { readTree } from '../stored-tree.js';
import { checkFrozen } from './check-frozen.js';
import { checkHeads } from './check-heads.js';
import { checkLeaves } from './check-leaves.js';
import { checkPosition, checkRows } from './check-rows.js';
import { checkTickets } from './check-tickets.js';
import { MadeTickets } from './made-tickets.js';
import { ScratchTree } from './scratch-tree.js';
import type { Findings } from './verification-jobs.js';
import type { VerificationProgress } from './verification-progress.js';

export interface VerifyOptions {
  /** In shapes of today: what is folded. */
  readonly store: EventStore;
  /** As it is stored: what is hashed. */
  readonly stored: EventStore;
  /** Opens the reading of the log that the tree grows with (`growTree`), in shapes of today. */
  readonly openReading: () => Promise<LogReading>;
  /** The group whose rows are looked at, as one that shows the tickets it makes. */
  readonly groupOf: (onMade: (made: readonly MadeTicket[]) => void) => ProjectionGroup;
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
const BATCH = 4_000;

/** How many differences of a table are told. */
const TOLD = 100;

/** What a verification has made, or is making. */
interface VerificationParts {
  readonly group: ProjectionGroup;
  readonly tree: ScratchTree;
  readonly source: LogSource;
  readonly scratch: ScratchRows;
  readonly made: MadeTickets;
}

class LedgerVerification {
  private readonly differences = new DifferenceList(TOLD);

  constructor(
    private readonly options: VerifyOptions,
    private readonly parts: VerificationParts,
  ) {}

  async run(): Promise<Findings> {
    const { options, differences } = this;
    const { tree } = this.parts;
    // Only frozen months are computed from rows that have to be found.
    const indexed = (await everyFreeze(options.sql)).length > 0;
    const work = (both: BothRows) => bothDone(this.rows(both), this.log());
    const [ofRows, ofLog] = await withBothRows({ ...options, ...this.parts, indexed }, work);
    const checked = { events: tree.events, ...ofLog, ...ofRows };
    return { checked, differences: differences.first, counts: differences.counts };
  }

  /** Rows, tickets and frozen months at one position. */
  private async rows(both: BothRows): Promise<Pick<Findings['checked'], 'rows' | 'tickets' | 'frozen'>> {
    const { options, differences } = this;
    const { group, scratch, made } = this.parts;
    const { progress, documents } = options;
    await options.onPosition(both.served.position ?? 0n);
    checkPosition(group, both.served, scratch.checkpoint, differences);
    const [compared, frozen] = await Promise.all([
      checkRows(both, group, differences, (done, total) => progress.at('read-models', done, total)),
      both.look((tx) =>
        checkFrozen(tx, documents, differences, (done, total) => progress.at('frozen', done, total)),
      ),
    ]);
    const tickets = await both.look((tx) => checkTickets(tx, made, compared.tickets, differences));
    progress.at('tickets', tickets, tickets);
    return { rows: compared.rows, tickets, frozen };
  }

  /** The log to its end, against the stored tree and every head that was signed before. */
  private async log(): Promise<Pick<Findings['checked'], 'leaves' | 'heads'>> {
    const { options, differences } = this;
    const { tree } = this.parts;
    const served = await readTree(options.sql);
    const signed = await options.heads.heads();
    await this.readToEnd();
    options.progress.at('log', tree.events, tree.events);
    const made = await tree.made();
    const leaves = served === undefined ? 0 : await checkLeaves(made, served, options.stored, differences);
    return { leaves, heads: await checkHeads(made, signed, differences) };
  }

  private async readToEnd(): Promise<void> {
    const { source, tree } = this.parts;
    const { signal } = this.options;
    const take = ({ caughtUp }: EventBatch) =>
      Promise.resolve(caughtUp ? ('stop' as const) : ('go on' as const));
    await followLog({ source, after: tree.position, maxBatch: BATCH, maxDelayMs: 5, signal, take });
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
  const { database, progress, sql, store, openReading, groupOf } = options;
  const expected = (await readTree(sql))?.treeSize ?? 0;
  const group = groupOf((tickets) => {
    made.look(tickets);
  });
  const made = new MadeTickets(Math.floor((await readGroupClock(sql, group.name)) / 1_000));
  const tree = await ScratchTree.open(database);
  const reading = openReading();
  reading.catch(() => undefined); // thrown to whoever reads first
  try {
    const source = noticed(reading, (events) => {
      tree.note(events);
      progress.at('log', tree.events, expected);
    });
    const scratch = await ScratchRows.open({ ...options, group, store, source, maxBatch: BATCH });
    try {
      return await new LedgerVerification(options, { group, tree, source, scratch, made }).run();
    } finally {
      await scratch.discard();
    }
  } finally {
    await reading.then(
      (opened) => opened.close(),
      () => undefined,
    );
    await tree.discard();
  }
};

/** What both give, or the first failure, once neither is at work any more. */
const bothDone = async <One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> => {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
};

/** A log that is being opened, and what it gives shown to somebody besides. */
const noticed = (
  opening: Promise<LogSource>,
  notice: (events: readonly StoredEvent[]) => void,
): LogSource => ({
  async *subscribeAll(options) {
    const source = await opening;
    for await (const batch of source.subscribeAll(options)) {
      notice(batch.events);
      yield batch;
    }
  },
});
