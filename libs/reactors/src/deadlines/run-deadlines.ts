import { pause, runInBackground } from '@app/platform';
import { type ReadDatabase, serveAsOwner } from '@app/projections';
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
  const { database, logger, signal, everyMs = 1_000, askEveryMs } = options;
  const owned = {
    lock: 'deadlines',
    what: 'the deadlines',
    applicationName: 'sla-ledger deadlines',
    ...(askEveryMs !== undefined && { askEveryMs }),
  };
  const serve = (until: AbortSignal): Promise<void> =>
    serveAsOwner(database, owned, until, async (sql, term) => {
      const poller = new DeadlinePoller(options, sql);
      while (!term.aborted) {
        await poller.poll(term);
        await pause(everyMs, term);
      }
    });
  return { done: runInBackground(serve, { name: 'deadlines', logger, signal, maxMs: 2_000 }) };
};
