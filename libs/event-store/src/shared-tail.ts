import { BatchBuffer } from './batch-buffer.js';
import type { EventBatch, LogSource, SharedSubscribeOptions, StoredEvent } from './event-store.js';

/** How a follower ends that holds too much to be given more: it goes on by itself. */
export const LEFT_BEHIND = Symbol('left behind');

/** One of those who follow. */
export interface Follower {
  /** What comes next, or how it ended: with `LEFT_BEHIND`, or what the log threw; undefined when the signal aborts. */
  next(signal: AbortSignal): Promise<EventBatch | { readonly ended: unknown }>;
  leave(): void;
}

/** The end of the log as it grows, read once for all who follow it. Ends with the last of them. */
export class SharedTail {
  private readonly buffers = new Set<BatchBuffer>();
  /** Those that hold up the reading. */
  private readonly full = new Set<BatchBuffer>();
  private readonly over = new AbortController();
  private recent: StoredEvent[] = [];
  private floor: bigint;
  private position: bigint;
  private live = true;
  private goOn: (() => void) | undefined;

  /**
   * @param after where the log ended a moment ago
   * @param keep of how many of the last events whoever comes is given what it lacks, so that it need not arrive to the event
   */
  constructor(
    private readonly log: LogSource,
    after: bigint,
    private readonly keep: number,
  ) {
    this.floor = after;
    this.position = after;
    void this.read();
  }

  /** Whether it is being read: followers of one that is not any more go on by themselves. */
  get isRead(): boolean {
    return !this.over.signal.aborted;
  }

  /** Whether somebody who has everything up to there can be given all that comes after it. */
  takesIn(after: bigint): boolean {
    return after >= this.floor;
  }

  /** Call it for what `takesIn` has just said yes to. */
  join(after: bigint, options: SharedSubscribeOptions): Follower {
    const { maxBatch = 512, maxHeld = maxBatch, maxDelayMs = 5, mayFallBehind = false } = options;
    const buffer = new BatchBuffer({
      maxBatch,
      maxHeld: Math.max(maxBatch, maxHeld),
      maxDelayMs,
      after,
      onFull: (full) => {
        if (full && mayFallBehind) this.letGo(buffer, LEFT_BEHIND);
        else this.hold(buffer, full);
      },
    });
    this.buffers.add(buffer);
    for (const event of this.recent) buffer.event(event);
    buffer.checkpoint(this.position);
    if (this.live) buffer.caughtUp();
    return { next: (signal) => buffer.next(signal), leave: () => this.letGo(buffer, undefined) };
  }

  private async read(): Promise<void> {
    const { signal } = this.over;
    const after = this.position > 0n && { after: this.position };
    try {
      for await (const batch of this.log.subscribeAll({ ...after, maxDelayMs: 0, signal })) {
        this.give(batch);
        while (this.full.size > 0 && !signal.aborted) await this.room();
      }
      this.end(undefined);
    } catch (error) {
      this.end(error);
    }
  }

  private give({ events, position, caughtUp }: EventBatch): void {
    for (const event of events) {
      this.recent.push(event);
      for (const buffer of this.buffers) buffer.event(event);
    }
    this.position = position;
    this.live = caughtUp;
    for (const buffer of this.buffers) {
      buffer.checkpoint(position);
      if (caughtUp) buffer.caughtUp();
    }
    if (this.recent.length < 2 * this.keep) return;
    const gone = this.recent.length - this.keep;
    this.floor = this.recent[gone - 1]?.position ?? this.floor;
    this.recent = this.recent.slice(gone);
  }

  private hold(buffer: BatchBuffer, full: boolean): void {
    if (full) this.full.add(buffer);
    else this.full.delete(buffer);
    if (this.full.size === 0) this.goOn?.();
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.goOn = resolve;
    });
  }

  private letGo(buffer: BatchBuffer, how: unknown): void {
    this.buffers.delete(buffer);
    buffer.end(how);
    this.hold(buffer, false);
    if (this.buffers.size === 0) this.end(undefined);
  }

  private end(how: unknown): void {
    this.over.abort();
    this.goOn?.();
    for (const buffer of this.buffers) buffer.end(how);
  }
}
