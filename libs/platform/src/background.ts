import { backoffMs, type BackoffOptions, pause } from './backoff.js';
import type { Logger } from './logger.js';

export interface BackgroundOptions extends BackoffOptions {
  readonly name: string;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/**
 * Runs `work` again and again until the signal aborts: after it returned with a short pause, after it threw with
 * growing ones (back to short once it has run for ten seconds without fault). A failure is logged, never unhandled.
 *
 * @returns when the work has ended after the abort; never rejects
 */
export const runInBackground = async (
  work: (signal: AbortSignal) => Promise<void>,
  { name, logger, signal, random = Math.random, ...backoff }: BackgroundOptions,
): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    const started = performance.now();
    try {
      await work(signal);
      failures = 0;
      await pause(backoff.firstMs ?? 100, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures = performance.now() - started > 10_000 ? 1 : failures + 1;
      const ms = backoffMs(failures, backoff, random);
      logger.warn({ err: error, background: name, failures, againInMs: ms }, 'background work failed');
      await pause(ms, signal);
    }
  }
};
