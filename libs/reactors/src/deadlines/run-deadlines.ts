import { pause, runInBackground } from '@app/platform';
import { becomeOwner, type ReadDatabase } from '@app/projections';
import { DeadlinePoller, type PollerOptions } from './deadline-poller.js';

export interface DeadlineOptions extends PollerOptions {
  readonly database: ReadDatabase;
  /** How often to look, default every second. */
  readonly everyMs?: number;
  /** How often a standby asks whether it may begin, default 500 ms. */
  readonly askEveryMs?: number;
  readonly signal: AbortSignal;
}

export interface RunningDeadlines {
  /** Resolves after the signal's abort, when what was under way has ended; never rejects. */
  readonly done: Promise<void>;
}

/**
 * Looks every now and then for deadlines that have passed, and says so in the log, until the signal aborts. Start it in
 * as many processes as you like: one of them looks, the others stand by and take over within seconds. Correctness does
 * not hang on that: any number of them together say each thing once.
 */
export const runDeadlines = (options: DeadlineOptions): RunningDeadlines => {
  const { database, logger, signal, everyMs = 1_000, askEveryMs = 500 } = options;
  const serve = async (until: AbortSignal): Promise<void> => {
    const session = await becomeOwner(database, 'deadlines', until, {
      everyMs: askEveryMs,
      onStandby: () => undefined,
      applicationName: 'sla-ledger deadlines',
    });
    if (session === undefined) return;
    const term = AbortSignal.any([until, session.lost]);
    const poller = new DeadlinePoller(options, session.sql);
    try {
      while (!term.aborted) {
        await poller.poll(term);
        await pause(everyMs, term);
      }
      if (session.lost.aborted) throw new Error('the session that owned the deadlines has ended');
    } finally {
      await session.close();
    }
  };
  return { done: runInBackground(serve, { name: 'deadlines', logger, signal, maxMs: 2_000 }) };
};
