import type { EventStore } from '@app/event-store';
import { type Clock, type Logger, pause, runInBackground, type Sql } from '@app/platform';
import { readCheckpoint } from './checkpoint.js';

/** More than so far behind is catching up. */
export const BEHIND_MS = 2_000;

/** When the first event after a position was recorded, ms; undefined: there is none. */
const recordedAfter = async (
  store: EventStore,
  position: bigint | undefined,
): Promise<number | undefined> => {
  const rest = store.readAll({ ...(position === undefined ? {} : { after: position }), maxCount: 1 });
  for await (const event of rest) return event.recordedAtMs;
  return undefined;
};

/** For how long the oldest event after a position has waited, ms; 0: there is none. */
export const lagAfter = async (
  store: EventStore,
  position: bigint | undefined,
  clock: Clock,
): Promise<number> => lagMsAt(await recordedAfter(store, position), clock);

/** For how long an event that was recorded then has waited, ms; the log's clock may be a little ahead of ours. */
const lagMsAt = (since: number | undefined, clock: Clock): number =>
  since === undefined ? 0 : Math.max(0, clock.nowMs() - since);

export interface LagWatch {
  /** For how long the oldest event that is not in the rows has waited, ms; 0: there is none. */
  lagMs(): number;
  close(): Promise<void>;
}

/**
 * Watches how far the rows of a group are behind the log, from any process. Costs one short read of each a second, and
 * the answer is as old as that at most; where one of them does not answer, what was known before goes on ageing.
 *
 * @example const lag = watchLag({ sql, store, group: 'service-levels', clock, logger });
 */
export const watchLag = (options: {
  readonly sql: Sql;
  readonly store: EventStore;
  readonly group: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default 1 s. */
  readonly everyMs?: number;
}): LagWatch => {
  const { sql, store, group, clock, logger, everyMs = 1_000 } = options;
  const stop = new AbortController();
  let since: number | undefined;
  const look = async (signal: AbortSignal): Promise<void> => {
    since = await recordedAfter(store, (await readCheckpoint(sql, group, 'read'))?.position);
    await pause(everyMs, signal);
  };
  const watching = runInBackground(look, {
    name: `lag of ${group}`,
    logger,
    signal: stop.signal,
    firstMs: 10,
  });
  return {
    lagMs: () => lagMsAt(since, clock),
    close: async () => {
      stop.abort();
      await watching;
    },
  };
};
