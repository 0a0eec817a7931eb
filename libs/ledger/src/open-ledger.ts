import type { EventStore } from '@app/event-store';
import { type Logger, pause, runInBackground, type Sql } from '@app/platform';
import { recallLedger, rememberLedger, rememberPosition } from './ledger-memory.js';
import { nameLedger, readLedgerId } from './ledger-opened.js';
import { LedgerRefusedError } from './ledger.errors.js';

export interface OpenLedgerOptions {
  readonly store: EventStore;
  /** As the role that owns schema `vault`. */
  readonly vaultSql: Sql;
  /** UUID for a log that has no name yet, such as `randomUUID()`. */
  readonly newLedgerId: string;
  readonly logger: Logger;
  /** How often the last position seen goes to the vault, and the log is looked at again, default every 5 s. */
  readonly everyMs?: number;
  /** Called once when the log turns out to be another one by now, or to have lost its end: nothing more may be recorded. */
  readonly onRefused?: (error: LedgerRefusedError) => void;
}

/** The log, known to be the one that this database belongs to. */
export interface Ledger {
  readonly ledgerId: string;
  /** Tells a position that was appended or read; remembered in the vault now and then. Cheap: call it always. */
  saw(position: bigint): void;
  /** The last position told; undefined: none yet. */
  lastSeen(): bigint | undefined;
  /**
   * Looks whether it still is this log and holds what has been seen of it: a server may come back empty.
   *
   * @throws LedgerRefusedError, which `onRefused` is told too
   */
  verify(): Promise<void>;
  /** Remembers the last position seen, and ends. Never throws. */
  close(): Promise<void>;
}

const requireUpTo = async (store: EventStore, position: bigint | undefined): Promise<bigint | undefined> => {
  const last = await store.last();
  if (position !== undefined && (last === undefined || last.position < position)) {
    const end = last === undefined ? 'is empty' : `ends at ${last.position}`;
    throw new LedgerRefusedError('LOG_SHORTER', `position ${position} was seen before, this log ${end}`);
  }
  return last?.position;
};

const requireName = async (store: EventStore, ledgerId: string): Promise<void> => {
  const named = await readLedgerId(store);
  if (named === ledgerId) return;
  if (named === undefined) {
    throw new LedgerRefusedError('LOG_SHORTER', `this is ledger ${ledgerId}, the log is empty by now`);
  }
  throw new LedgerRefusedError(
    'LEDGER_MISMATCH',
    `this is ledger ${ledgerId}, the log is of ledger ${named} by now`,
  );
};

const identify = async ({
  store,
  vaultSql,
  newLedgerId,
}: OpenLedgerOptions): Promise<{ readonly ledgerId: string; readonly last: bigint | undefined }> => {
  const known = await recallLedger(vaultSql);
  const named = await readLedgerId(store);
  if (known !== undefined && named === undefined) {
    throw new LedgerRefusedError(
      'LOG_SHORTER',
      `the vault is of ledger ${known.ledgerId}, this log is empty`,
    );
  }
  const ledgerId = named ?? (await nameLedger(store, newLedgerId));
  const memory = known ?? (await rememberLedger(vaultSql, ledgerId));
  if (memory.ledgerId !== ledgerId) {
    const detail = `the vault is of ledger ${memory.ledgerId}, the log of ledger ${ledgerId}`;
    throw new LedgerRefusedError('LEDGER_MISMATCH', detail);
  }
  return { ledgerId, last: await requireUpTo(store, memory.position) };
};

/**
 * Opens the log as the ledger this database belongs to. The first event of a log (`LedgerOpened`) names its ledger; a
 * new log is named here, by whichever process is first.
 *
 * @throws LedgerRefusedError for another ledger's log, or one that ends before what has been seen of it
 */
export const openLedger = async (options: OpenLedgerOptions): Promise<Ledger> => {
  const { ledgerId, last } = await identify(options);
  const { store, vaultSql, logger, everyMs = 5_000, onRefused } = options;
  const stop = new AbortController();
  let seen = last;
  let remembered: bigint | undefined;
  const remember = async (): Promise<void> => {
    const position = seen;
    if (position === undefined || position === remembered) return;
    await rememberPosition(vaultSql, position);
    remembered = position;
  };
  let isRefused = false;
  const verify = async (): Promise<void> => {
    const before = seen; // what is seen while we look may be newer than what we find
    try {
      await requireName(store, ledgerId);
      await requireUpTo(store, before);
    } catch (error) {
      if (error instanceof LedgerRefusedError && !isRefused) {
        isRefused = true;
        onRefused?.(error);
      }
      throw error;
    }
  };
  const work = async (signal: AbortSignal): Promise<void> => {
    await pause(everyMs, signal);
    await remember();
    await verify();
  };
  const remembering = runInBackground(work, { name: 'ledger position', logger, signal: stop.signal });
  return {
    ledgerId,
    saw: (position) => {
      if (seen === undefined || position > seen) seen = position;
    },
    lastSeen: () => seen,
    verify,
    close: async () => {
      stop.abort();
      await remembering;
      await remember().catch((error: unknown) => logger.warn({ err: error }, 'last position not remembered'));
    },
  };
};
