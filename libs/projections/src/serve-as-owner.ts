import type { Sql } from '@app/platform';
import { becomeOwner, type ReadDatabase, type RowSession } from './owner-session.js';

export interface OwnedWork {
  /** Name of the lock: whoever holds it does the work. */
  readonly lock: string;
  /** As errors name it: `the deadlines`. */
  readonly what: string;
  /** How often a standby asks whether it may begin, default 500 ms. */
  readonly askEveryMs?: number;
  /** As `pg_stat_activity` shows the session; absent: as one that writes the rows of the group `lock`. */
  readonly applicationName?: string;
}

/**
 * One term as the only process that does some work: waits for it, and works until the term aborts, with the signal or
 * because the session that holds the lock is lost. Throws what ended it.
 */
export const serveAsOwner = async (
  database: ReadDatabase,
  { lock, what, askEveryMs = 500, applicationName }: OwnedWork,
  signal: AbortSignal,
  work: (sql: Sql, term: AbortSignal, listen: RowSession['listen']) => Promise<void>,
): Promise<void> => {
  const session = await becomeOwner(database, lock, signal, {
    everyMs: askEveryMs,
    onStandby: () => undefined,
    ...(applicationName !== undefined && { applicationName }),
  });
  if (session === undefined) return;
  try {
    await work(session.sql, AbortSignal.any([signal, session.lost]), session.listen);
    if (session.lost.aborted) throw new Error(`the session that owned ${what} has ended`);
  } finally {
    await session.close();
  }
};
