import type { EventStoreOptions } from '@app/event-store';

type Limits = Partial<EventStoreOptions>;

/** Whoever waits for an answer is told soon that the log is away, and at once when it has been for a while. */
export const FOR_REQUESTS = {
  appendAttemptMs: 3_000,
  appendTotalMs: 5_000,
  readIdleMs: 3_000,
  readTotalMs: 5_000,
  awayMs: 2_000,
} satisfies Limits;

/** An import outlives a restart of the log. */
export const FOR_IMPORTS = {
  appendAttemptMs: 5_000,
  appendTotalMs: 60_000,
  readIdleMs: 10_000,
  readTotalMs: 60_000,
  awayMs: 60_000,
} satisfies Limits;
