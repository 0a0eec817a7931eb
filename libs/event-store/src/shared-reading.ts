import type { EventBatch, LogSource, SharedSubscribeOptions } from './event-store.js';
import { LEFT_BEHIND, SharedTail } from './shared-tail.js';

/**
 * Reads the log once for all who follow it in one process: what comes is decoded once and given to each. Whoever is far
 * behind reads by itself until it is near; so does one that may fall behind and has, instead of holding up the others.
 *
 * @example const shared = new SharedReading(log); // then shared.subscribeAll({ after, mayFallBehind: true }) for each
 */
export class SharedReading implements LogSource {
  private tail: SharedTail | undefined;

  /** @param keep how far from the end of the log is near, events */
  constructor(
    private readonly log: LogSource,
    private readonly keep = 500,
  ) {}

  /** As of the log itself; but that it has caught up it may tell of a moment ago. Throws what the log throws. */
  async *subscribeAll(options: SharedSubscribeOptions = {}): AsyncGenerator<EventBatch> {
    const { signal = new AbortController().signal } = options;
    let { after = 0n } = options;
    for (let isNear = true; isNear && !signal.aborted;) {
      isNear = false; // where the log ends it without that, it is closed
      for await (const batch of this.log.subscribeAll({ ...options, ...(after > 0n && { after }) })) {
        yield batch;
        if (batch.position > after) after = batch.position;
        isNear = this.isNear(after, batch.caughtUp);
        if (isNear) break;
      }
      if (!isNear || signal.aborted) return;
      for await (const batch of this.together(after, options, signal)) {
        yield batch;
        after = batch.position;
      }
    }
  }

  private isNear(after: bigint, caughtUp: boolean): boolean {
    return this.tail?.isRead === true ? this.tail.takesIn(after) : caughtUp;
  }

  /** Until it is left behind, the signal aborts, or the log is closed. */
  private async *together(
    after: bigint,
    options: SharedSubscribeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<EventBatch> {
    if (this.tail?.isRead !== true) this.tail = new SharedTail(this.log, after, this.keep);
    const follower = this.tail.join(after, options);
    try {
      for (;;) {
        const step = await follower.next(signal);
        if (!('ended' in step)) yield step;
        else if (step.ended === undefined || step.ended === LEFT_BEHIND) return;
        else throw step.ended as Error;
      }
    } finally {
      follower.leave();
    }
  }
}
