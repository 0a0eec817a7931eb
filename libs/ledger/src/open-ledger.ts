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
  /** How often the last position seen goes to the vault, default every 5 s. */
  readonly everyMs?: number;
}

/** The log, known to be the one that this database belongs to. */
export interface Ledger {
  readonly ledgerId: string;
  /** Tells a position that was appended or read; remembered in the vault now and then. Cheap: call it always. */
  saw(position: bigint): void;
  /** Remembers the last position seen, and ends. Never throws. */
  close(): Promise<void>;
}

const identify = async ({ store, vaultSql, newLedgerId }: OpenLedgerOptions): Promise<string> => {
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
  const last = await store.last();
  if (memory.position !== undefined && (last === undefined || last.position < memory.position)) {
    const end = last === undefined ? 'is empty' : `ends at ${last.position}`;
    throw new LedgerRefusedError(
      'LOG_SHORTER',
      `position ${memory.position} was seen before, this log ${end}`,
    );
  }
  return ledgerId;
};

/**
 * Opens the log as the ledger this database belongs to. The first event of a log (`LedgerOpened`) names its ledger; a
 * new log is named here, by whichever process is first.
 *
 * @throws LedgerRefusedError for another ledger's log, or one that ends before what has been seen of it
 */
export const openLedger = async (options: OpenLedgerOptions): Promise<Ledger> => {
  const ledgerId = await identify(options);
  const { vaultSql, logger, everyMs = 5_000 } = options;
  const stop = new AbortController();
  let seen: bigint | undefined;
  let remembered: bigint | undefined;
  const remember = async (): Promise<void> => {
    const position = seen;
    if (position === undefined || position === remembered) return;
    await rememberPosition(vaultSql, position);
    remembered = position;
  };
  const work = async (signal: AbortSignal): Promise<void> => {
    await pause(everyMs, signal);
    await remember();
  };
  const remembering = runInBackground(work, { name: 'ledger position', logger, signal: stop.signal });
  return {
    ledgerId,
    saw: (position) => {
      if (seen === undefined || position > seen) seen = position;
    },
    close: async () => {
      stop.abort();
      await remembering;
      await remember().catch((error: unknown) => logger.warn({ err: error }, 'last position not remembered'));
    },
  };
};
