import { backoffMs, pause } from '@app/platform';
import { type EventStoreDBClient } from '@eventstore/db-client';
import { type ClientHolder } from './client-holder.js';
import { EventStoreError } from './event-store.errors.js';
import { type EventStoreLimits } from './event-store.options.js';
import { failureOf } from './failure.js';

/** What an operation needs to be repeated. */
export interface Connection {
  readonly clients: ClientHolder;
  readonly limits: EventStoreLimits;
  readonly random: () => number;
}

/** Counts the time without progress of something that is tried again and again. */
export class Patience {
  private attempts = 0;
  private until: number;

  constructor(
    private readonly connection: Connection,
    /** Infinity: for ever. */
    private readonly totalMs: number,
    private readonly signal?: AbortSignal,
  ) {
    this.until = performance.now() + totalMs;
  }

  /** Milliseconds left, at most `most`. */
  left(most: number): number {
    return Math.max(1, Math.min(most, this.until - performance.now()));
  }

  /** Something was achieved: the time begins anew. */
  progress(): void {
    this.attempts = 0;
    this.until = performance.now() + this.totalMs;
  }

  /**
   * After a failure: replaces the client where it may be stuck, and waits.
   *
   * @throws EventStoreError what is final; LOG_UNAVAILABLE when the time is over
   */
  async after(error: unknown, used: EventStoreDBClient): Promise<void> {
    const failure = failureOf(error);
    if (failure.kind === 'permanent') throw failure.error;
    if (failure.kind !== 'lost') throw error;
    if (failure.newClient) this.connection.clients.replace(used);
    this.attempts += 1;
    const { limits, random } = this.connection;
    const ms = backoffMs(this.attempts, limits.backoff, random);
    if (performance.now() + ms >= this.until) {
      throw new EventStoreError('LOG_UNAVAILABLE', undefined, { cause: error });
    }
    await pause(ms, this.signal);
  }
}
