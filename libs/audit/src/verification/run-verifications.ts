import { type Clock, runInBackground, type Sql, Wake } from '@app/platform';
import { serveAsOwner } from '@app/projections';
import {
  endVerification,
  takeUpVerification,
  tellPosition,
  tellProgress,
  VERIFICATION_ASKED,
} from './verification-jobs.js';
import { VerificationProgress } from './verification-progress.js';
import { prepareVerifications } from './verification.tables.js';
import { verifyLedger, type VerifyOptions } from './verify-ledger.js';

export interface RunVerificationsOptions extends Omit<VerifyOptions, 'sql' | 'progress' | 'onPosition'> {
  readonly clock: Clock;
}

/** How often it is looked whether one is asked for, besides at once when it is: a notification may be lost. */
const LOOK_EVERY_MS = 1_000;

/** The name under which one process at a time verifies. */
const OWNED = 'verification';

/**
 * Carries out the verifications that are asked for, until the signal aborts. Start it in as many processes as you like: one
 * of them does the work, the others stand by. One that was under way when its process was killed begins again.
 *
 * @returns when everything is let go after the abort; never rejects
 */
export const runVerifications = (options: RunVerificationsOptions): Promise<void> =>
  runInBackground((signal) => serve(options, signal), {
    name: 'verifications',
    logger: options.logger,
    signal: options.signal,
    maxMs: 2_000,
  });

/** One term as owner. Throws what ended it. */
async function serve(options: RunVerificationsOptions, signal: AbortSignal): Promise<void> {
  const { database, clock } = options;
  const owned = { lock: OWNED, what: 'the verification', applicationName: 'sla-ledger verifications' };
  await serveAsOwner(database, owned, signal, async (sql, term, listen) => {
    const wake = new Wake();
    await listen(VERIFICATION_ASKED, () => wake.atOnce());
    await prepareVerifications(sql);
    while (!term.aborted) {
      const id = await takeUpVerification(sql, clock.nowMs());
      if (id === undefined) await wake.after(LOOK_EVERY_MS, term);
      else await verify(options, sql, id, term);
    }
  });
}

async function verify(
  options: RunVerificationsOptions,
  sql: Sql,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { logger, clock } = options;
  const progress = new VerificationProgress((parts) => tellProgress(sql, id, parts));
  const onPosition = (position: bigint): Promise<void> => tellPosition(sql, id, position);
  logger.info({ verification: id }, 'verifies the ledger');
  try {
    const found = await verifyLedger({ ...options, sql, progress, onPosition, signal });
    await progress.settled();
    await endVerification(sql, id, clock.nowMs(), { found });
    // Tables and numbers only: values may be personal.
    const told = { verification: id, checked: found.checked, counts: found.counts };
    if (found.counts.length > 0) logger.error(told, 'what is stored is not what the log gives');
    else logger.info(told, 'everything that is stored is what the log gives');
  } catch (error) {
    await progress.settled();
    if (signal.aborted) throw error; // whoever is next begins it again
    logger.warn({ err: error, verification: id }, 'a verification failed');
    await endVerification(sql, id, clock.nowMs(), {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
