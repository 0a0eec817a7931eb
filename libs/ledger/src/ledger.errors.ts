const advice = {
  LEDGER_MISMATCH:
    'EVENTSTORE_URL and DATABASE_URL (or the data directory) must belong together: connect the log that this database was made with, or a fresh database for this log',
  LOG_SHORTER:
    'a log that lost its end (an older backup, an empty server after a failover) must not be written to: restore or reconnect the full log; the vault knows how far it went',
} as const;

/** This log must not be gone on with. */
export class LedgerRefusedError extends Error {
  override readonly name = 'LedgerRefusedError';
  constructor(
    readonly code: keyof typeof advice,
    detail: string,
  ) {
    super(`${code}: ${detail}. ${advice[code]}.`);
  }
}
