import { backoffMs, pause } from '@app/platform';
import { type EventStoreDBClient } from '@eventstore/db-client';
import { type ClientHolder } from './client-holder.js';
import { type Contact } from './contact.js';
import { EventStoreError } from './event-store.errors.js';
import { type EventStoreMetrics } from './event-store.metrics.js';
import { type EventStoreLimits } from './event-store.options.js';
import { type StoredEvent } from './event-store.js';
import { failureOf } from './failure.js';

/** What an operation needs to be repeated. */
export interface Connection {
  readonly clients: ClientHolder;
  readonly contact: Contact;
  readonly limits: EventStoreLimits;
  /** The event in the shape of today. */
  readonly understand: (event: StoredEvent) => StoredEvent;
  readonly metrics: EventStoreMetrics | undefined;
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

  /** What went before was not the log's time: it begins anew. */
  restart(): void {
    this.until = performance.now() + this.totalMs;
  }

  /** Milliseconds left, at most `most`. */
  left(most: number): number {
    return Math.max(1, Math.min(most, this.until - performance.now()));
  }

  /** The log answered: the time begins anew. */
  progress(): void {
    this.connection.contact.answered();
    this.attempts = 0;
    this.restart();
  }

  /**
   * After a failure: replaces the client where it may be stuck, and waits.
   *
   * @throws EventStoreError what is final; LOG_UNAVAILABLE when the time is over, or had been for others before
   */
  async after(error: unknown, used: EventStoreDBClient): Promise<void> {
    const failure = failureOf(error);
    if (failure.kind === 'permanent') throw failure.error;
    if (failure.kind !== 'lost') throw error;
    if (failure.newClient) this.connection.clients.replace(used);
    this.attempts += 1;
    const { limits, random, contact, metrics } = this.connection;
    metrics?.failures.inc();
    contact.lost();
    const ms = backoffMs(this.attempts, limits.backoff, random);
    const isForEver = this.totalMs === Number.POSITIVE_INFINITY;
    const isOver = performance.now() + ms >= this.until || contact.awayMs >= limits.awayMs;
    if (isOver && !isForEver) {
      throw new EventStoreError('LOG_UNAVAILABLE', undefined, { cause: error });
    }
    await pause(ms, this.signal);
  }
}
