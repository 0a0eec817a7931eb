import { type LogEvent } from './domain/log-event.js';

export interface TailLimit {
  readonly events: number;
  readonly bytes: number;
}

const sizeOf = (event: LogEvent | undefined): number =>
  event === undefined ? 0 : event.data.byteLength + event.metadata.byteLength + 200;

/**
 * The end of the log in memory, for subscribers that keep up. Readers pull from it by position, so it holds nothing
 * for any of them: one that falls behind what is kept reads the table instead, and memory stays bounded.
 */
export class LiveTail {
  private events: LogEvent[] = [];
  private bytes = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly limit: TailLimit,
    /** Position of the last event that is durable; 0 in an empty log. */
    private end: number,
  ) {}

  get head(): number {
    return this.end;
  }

  /** Events that have become durable, following the head without a gap. */
  push(events: readonly LogEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.bytes += sizeOf(event);
      this.end = event.position;
    }
    this.trim();
    this.wake();
  }

  /** The head as the table has it; what is in memory is forgotten, since it may not join up. */
  reset(head: number): void {
    this.events = [];
    this.bytes = 0;
    this.end = head;
    this.wake();
  }

  /** Events above a position, at least one if there is any; undefined when they are no longer all in memory. */
  after(
    position: number,
    most: { readonly rows: number; readonly bytes: number },
  ): readonly LogEvent[] | undefined {
    if (position >= this.end) return [];
    const first = this.events[0]?.position;
    if (first === undefined || position + 1 < first) return undefined;
    const start = position + 1 - first;
    const last = Math.min(this.events.length, start + most.rows);
    let end = start;
    for (let bytes = 0; end < last && bytes < most.bytes; end += 1) bytes += sizeOf(this.events[end]);
    return this.events.slice(start, end);
  }

  /** Resolves when the log has grown beyond a position, or the signal aborts. */
  moved(position: number, signal: AbortSignal): Promise<void> {
    if (this.end > position || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(check);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const check = (): void => {
        if (this.end > position) done();
      };
      this.waiting.add(check);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }

  private trim(): void {
    let drop = 0;
    // Dropping from the front copies what stays, so it is done rarely and generously.
    if (this.events.length <= this.limit.events && this.bytes <= this.limit.bytes) return;
    while (this.events.length - drop > this.limit.events / 2 || this.bytes > this.limit.bytes / 2) {
      const event = this.events[drop];
      if (event === undefined) break;
      this.bytes -= sizeOf(event);
      drop += 1;
    }
    this.events = this.events.slice(drop);
  }
}
