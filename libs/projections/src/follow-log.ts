import type { EventBatch, LogSource } from '@app/event-store';

export interface FollowLogOptions {
  readonly source: LogSource;
  /** Exclusive; undefined: from the beginning. */
  readonly after: bigint | undefined;
  readonly maxBatch: number;
  readonly maxDelayMs: number;
  /** How many events are read ahead while a batch is being taken; absent: one batch. */
  readonly maxHeld?: number;
  /** Where the log is read for several: see `SharedSubscribeOptions`. */
  readonly mayFallBehind?: boolean;
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
  const { source, after, take, ...rest } = options;
  const { signal } = rest;
  const subscription = source.subscribeAll({ ...rest, ...(after === undefined ? {} : { after }) });
  for await (const batch of subscription) {
    if (signal.aborted || (await take(batch)) === 'stop' || signal.aborted) return;
  }
};
