import type { EventBatch, EventStore } from '@app/event-store';

export interface FollowLogOptions {
  readonly store: EventStore;
  /** Exclusive; undefined: from the beginning. */
  readonly after: bigint | undefined;
  readonly maxBatch: number;
  readonly maxDelayMs: number;
  /** How many events are read ahead while a batch is being taken; absent: one batch. */
  readonly maxHeld?: number;
  readonly signal: AbortSignal;
  /** Takes one batch; `stop`: no more of them. */
  readonly take: (batch: EventBatch) => Promise<'go on' | 'stop'>;
}

/**
 * Hands over the log batch by batch, until told to stop or the signal aborts. While one is being taken the next ones grow,
 * of all that has come by then and may be held.
 *
 * @throws what `take` or the log throws
 */
export const followLog = async (options: FollowLogOptions): Promise<void> => {
  const { store, after, maxBatch, maxDelayMs, maxHeld, signal, take } = options;
  const subscription = store.subscribeAll({
    ...(after === undefined ? {} : { after }),
    maxBatch,
    maxDelayMs,
    ...(maxHeld === undefined ? {} : { maxHeld }),
    signal,
  });
  for await (const batch of subscription) {
    if (signal.aborted || (await take(batch)) === 'stop' || signal.aborted) return;
  }
};
