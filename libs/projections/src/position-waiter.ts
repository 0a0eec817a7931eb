import { type Logger, type Queryable, runInBackground, type Sql } from '@app/platform';
import { readCheckpoint } from './checkpoint.js';
import type { ReadDatabase } from './owner-session.js';
import { listenToPositions } from './position-listener.js';

/** How far a group's rows are; undefined: nothing yet. */
const currentPosition = async (sql: Queryable, group: string): Promise<bigint | undefined> =>
  (await readCheckpoint(sql, group))?.position;

export interface PositionWaiter {
  /**
   * Waits until the group's rows hold the log up to `position`.
   *
   * @returns false when they did not in time
   */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  /** Resolves when the listener has let go; waits under way end as not reached. */
  close(): Promise<void>;
}

interface Wait {
  readonly position: bigint;
  end(reached: boolean): void;
}

/**
 * Waits on the notifications that come with each commit, not by asking again and again. Asks the database itself only
 * when a wait begins, when listening (again) begins, and once when a wait runs out: a notification that was lost with a
 * connection is not missed.
 */
export const createPositionWaiter = (options: {
  readonly sql: Sql;
  readonly database: ReadDatabase;
  readonly group: string;
  readonly logger: Logger;
}): PositionWaiter => {
  const { sql, group, logger } = options;
  const waits = new Set<Wait>();
  const stop = new AbortController();
  const reached = (position: bigint | undefined): void => {
    if (position === undefined) return;
    for (const wait of waits) if (wait.position <= position) wait.end(true);
  };
  const check = async (): Promise<void> => reached(await currentPosition(sql, group));
  const listening = runInBackground(
    (signal) => listenToPositions({ ...options, onPosition: reached, onListening: check, signal }),
    { name: `positions of ${group}`, logger, signal: stop.signal, maxMs: 1_000 },
  );

  const waitFor = async (position: bigint, timeoutMs: number): Promise<boolean> => {
    const waited = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        void check()
          .catch(() => undefined)
          .then(() => wait.end(false));
      }, timeoutMs);
      const wait: Wait = {
        position,
        end: (outcome) => {
          clearTimeout(timer);
          waits.delete(wait);
          resolve(outcome);
        },
      };
      waits.add(wait);
    });
    await check();
    return waited;
  };

  const close = async (): Promise<void> => {
    stop.abort();
    for (const wait of waits) wait.end(false);
    await listening;
  };
  return { waitFor, close };
};
