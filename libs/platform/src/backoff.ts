import { setTimeout as timer } from 'node:timers/promises';

export interface BackoffOptions {
  /** Longest wait before the second try, default 100 ms; doubles with each further one. */
  readonly firstMs?: number;
  /** Never longer than this, default 5 s. */
  readonly maxMs?: number;
}

/**
 * How long to wait after the `attempt`th failure (from 1): anything up to the doubled limit, but at least a tenth of
 * it, so that many processes that failed together do not come back together.
 *
 * @param random a number in [0, 1), as from `Math.random`
 */
export const backoffMs = (attempt: number, options: BackoffOptions, random: () => number): number => {
  const limit = Math.min(options.maxMs ?? 5_000, (options.firstMs ?? 100) * 2 ** Math.min(attempt - 1, 30));
  return Math.round(limit * (0.1 + 0.9 * random()));
};

/** Waits, or until the signal aborts; never throws. */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await timer(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
};
