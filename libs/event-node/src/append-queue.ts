import { type AppendCommand, type AppendResult } from './domain/append-command.js';

/** An append that waits for its answer. It is answered once, whatever happens later. */
export class WaitingAppend {
  readonly bytes: number;
  private settle: ((result: AppendResult) => void) | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly command: AppendCommand,
    timeoutMs: number,
    settle: (result: AppendResult) => void,
  ) {
    this.settle = settle;
    this.bytes = command.events.reduce(
      (sum, event) => sum + event.data.byteLength + event.metadata.byteLength,
      64,
    );
    this.timer = setTimeout(() => this.answer({ kind: 'timeout' }), timeoutMs);
  }

  /** Nobody waits for it any more: it must not be begun. */
  get answered(): boolean {
    return this.settle === undefined;
  }

  answer(result: AppendResult): void {
    clearTimeout(this.timer);
    const settle = this.settle;
    this.settle = undefined;
    settle?.(result);
  }
}

export interface GroupLimit {
  readonly appends: number;
  readonly events: number;
  readonly bytes: number;
}

/** Appends in order of arrival, taken in groups. */
export class AppendQueue {
  private waiting: WaitingAppend[] = [];
  private bytes = 0;
  private room: (() => void)[] = [];

  constructor(
    private readonly limit: GroupLimit,
    /** Above this many bytes the callers should stop sending. */
    private readonly fullAtBytes: number,
  ) {}

  get length(): number {
    return this.waiting.length;
  }

  get full(): boolean {
    return this.bytes > this.fullAtBytes;
  }

  /** Resolves when the queue is no longer full. */
  whenRoom(): Promise<void> {
    if (!this.full) return Promise.resolve();
    return new Promise((resolve) => this.room.push(resolve));
  }

  push(append: WaitingAppend): void {
    this.waiting.push(append);
    this.bytes += append.bytes;
  }

  /** The next group: at least one append, then as many as the limits allow; those given up on are left out. */
  take(): readonly WaitingAppend[] {
    const group: WaitingAppend[] = [];
    let events = 0;
    let bytes = 0;
    let taken = 0;
    for (const append of this.waiting) {
      const fits =
        group.length === 0 ||
        (group.length < this.limit.appends &&
          events + append.command.events.length <= this.limit.events &&
          bytes + append.bytes <= this.limit.bytes);
      if (!fits) break;
      taken += 1;
      this.bytes -= append.bytes;
      if (append.answered) continue;
      group.push(append);
      events += append.command.events.length;
      bytes += append.bytes;
    }
    this.waiting = this.waiting.slice(taken);
    if (!this.full) for (const resolve of this.room.splice(0)) resolve();
    return group;
  }

  /** Empties the queue. */
  takeAll(): readonly WaitingAppend[] {
    const all = this.waiting;
    this.waiting = [];
    this.bytes = 0;
    for (const resolve of this.room.splice(0)) resolve();
    return all;
  }
}
