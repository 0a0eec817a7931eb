import { type EventShapes } from './event-shapes.js';
import { type EventStoreMetrics } from './event-store.metrics.js';

/** How long to wait and how often to ask; all in milliseconds. */
export interface EventStoreLimits {
  /** Longest wait for one answer to an append, default 5 s. */
  readonly appendAttemptMs: number;
  /** Longest wait for an append in all, repeats included, default 20 s. */
  readonly appendTotalMs: number;
  /** Longest wait for the next event of a read, and for the confirmation of a subscription, default 10 s. */
  readonly readIdleMs: number;
  /** Longest time that a read which makes no progress is repeated, default 20 s. */
  readonly readTotalMs: number;
  /**
   * Appends and reads give up at their first failure when the log has been away for everybody for so long, default
   * 20 s. Subscriptions never give up.
   */
  readonly awayMs: number;
  /** First and longest pause between attempts, default 50 ms and 2 s. */
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
}

export interface EventStoreOptions extends Partial<EventStoreLimits> {
  /** `esdb://host:port?tls=false`, `esdb+discover://...`; `kurrentdb` may stand for `esdb`. */
  readonly connectionString: string;
  /** Makes events of old shapes those of today; absent: they are given as stored. */
  readonly shapes?: EventShapes;
  readonly metrics?: EventStoreMetrics;
  /** For the jitter of pauses, default `Math.random`. */
  readonly random?: () => number;
}

export const defaultLimits: EventStoreLimits = {
  appendAttemptMs: 5_000,
  appendTotalMs: 20_000,
  readIdleMs: 10_000,
  readTotalMs: 20_000,
  awayMs: 20_000,
  backoff: { firstMs: 50, maxMs: 2_000 },
};
