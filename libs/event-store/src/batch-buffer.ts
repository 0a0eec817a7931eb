import { type EventBatch, type StoredEvent } from './event-store.js';

export interface BatchBufferOptions {
  readonly maxBatch: number;
  /** How many events may wait to be handed over before the source is stopped, at least `maxBatch`. */
  readonly maxHeld: number;
  readonly maxDelayMs: number;
  /** Nothing is known to be handled beyond this yet. */
  readonly after: bigint;
  /** Called when the source should stop (true) or may go on (false). */
  readonly onFull: (full: boolean) => void;
}

/**
 * Makes batches of what a subscription delivers, handed over one at a time as the consumer asks. Holds little more
 * than it may: then the source is stopped.
 */
export class BatchBuffer<Event extends Pick<StoredEvent, 'position'> = StoredEvent> {
  private events: Event[] = [];
  private position: bigint;
  private handedOver: bigint;
  private live = false;
  private toldLive = false;
  private firstAt = 0;
  private full = false;
  private over: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly options: BatchBufferOptions) {
    this.position = options.after;
    this.handedOver = options.after;
  }

  event(event: Event): void {
    if (event.position <= this.position) return; // never twice, whatever the server sends
    if (this.events.length === 0) this.firstAt = performance.now();
    this.events.push(event);
    this.position = event.position;
    const { maxBatch, maxHeld } = this.options;
    if (this.events.length >= maxHeld) this.setFull(true);
    if (this.events.length === 1 || this.events.length >= maxBatch) this.wake?.();
  }

  checkpoint(position: bigint): void {
    if (position <= this.position) return;
    this.position = position;
    this.wake?.();
  }

  caughtUp(): void {
    this.live = true;
    this.wake?.();
  }

  /** The source has ended; what it delivered before is still handed over. */
  end(error: unknown): void {
    this.over ??= { error };
    this.wake?.();
  }

  /** The next batch, or how the source ended. */
  async next(signal: AbortSignal): Promise<EventBatch<Event> | { readonly ended: unknown }> {
    for (;;) {
      if (signal.aborted) return { ended: undefined };
      const wait = this.waitMs();
      if (wait <= 0) return this.take();
      if (this.over !== undefined) return { ended: this.over.error };
      await this.change(wait, signal);
    }
  }

  /** Milliseconds until a batch is due: 0 now, Infinity when there is nothing to tell. */
  private waitMs(): number {
    const news = this.live && !this.toldLive;
    const { maxBatch, maxDelayMs } = this.options;
    if (
      this.events.length >= maxBatch ||
      news ||
      (this.over !== undefined && this.position > this.handedOver)
    )
      return 0;
    if (this.events.length > 0) return this.firstAt + maxDelayMs - performance.now();
    return this.position > this.handedOver ? 0 : Number.POSITIVE_INFINITY;
  }

  private take(): EventBatch<Event> {
    const { maxBatch, maxHeld } = this.options;
    const events = this.events.slice(0, maxBatch);
    this.events = this.events.slice(maxBatch);
    // What is still held has not been handed over: neither is what came after it.
    const isAll = this.events.length === 0;
    this.handedOver = isAll ? this.position : (events.at(-1)?.position ?? this.handedOver);
    if (isAll) this.toldLive = this.live;
    this.firstAt = performance.now();
    if (this.events.length < maxHeld) this.setFull(false);
    return { events, position: this.handedOver, caughtUp: isAll && this.live };
  }

  private setFull(full: boolean): void {
    if (this.full === full) return;
    this.full = full;
    this.options.onFull(full);
  }

  private change(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(() => done(), Math.max(1, ms)) : undefined;
      const done = (): void => {
        clearTimeout(timer);
        this.wake = undefined;
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.wake = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
