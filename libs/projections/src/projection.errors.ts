/** The read models are not of this log. Going on would mix two ledgers, or invent a past. */
export class ReadModelsRefusedError extends Error {
  override readonly name = 'ReadModelsRefusedError';
  constructor(
    readonly code: 'LEDGER_MISMATCH' | 'LOG_SHORTER',
    detail: string,
  ) {
    super(
      `${code}: ${detail}. Connect the log these read models were made from, or empty schema read to have them made anew`,
    );
  }
}

/** A projection failed on these of its partitions. */
export class FoldError extends Error {
  override readonly name = 'FoldError';
  constructor(
    readonly projection: string,
    readonly partitions: readonly string[],
    override readonly cause: unknown,
  ) {
    super(`projection ${projection} failed on ${partitions.length} partition(s): ${String(cause)}`, {
      cause,
    });
  }
}

const sqlState = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/**
 * Whether the event may be to blame. Not where every event would fail alike: a statement that is wrong, a table or a
 * right that is missing (SQLSTATE 42, 3F, 28, 0A) is a fault of the program or the database, and parks nothing.
 */
export const mayBePoison = (error: unknown): boolean => !/^(42|3F|3D|28|0A|25)/.test(sqlState(error));

/** The innermost cause, for people: one line. */
export const reasonOf = (error: unknown): string => {
  const cause = error instanceof FoldError ? error.cause : error;
  const code = sqlState(cause);
  const text = cause instanceof Error ? cause.message : String(cause);
  return `${code === '' ? '' : `${code}: `}${text.split('\n', 1)[0] ?? ''}`.slice(0, 1_000);
};
