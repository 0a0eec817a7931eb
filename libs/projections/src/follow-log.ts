import type { EventBatch, EventStore } from '@app/event-store';

export interface FollowLogOptions {
  readonly store: EventStore;
  /** Exclusive; undefined: from the beginning. */
  readonly after: bigint | undefined;
  readonly maxBatch: number;
  readonly maxDelayMs: number;
  readonly signal: AbortSignal;
  /** Takes one batch; `stop`: no more of them. */
  readonly take: (batch: EventBatch) => Promise<'go on' | 'stop'>;
}

/**
 * Hands over the log batch by batch, until told to stop or the signal aborts. The next batch is fetched while one is
 * being taken: never more than one ahead.
 *
 * @throws what `take` or the log throws
 */
export const followLog = async (options: FollowLogOptions): Promise<void> => {
  const { store, after, maxBatch, maxDelayMs, signal, take } = options;
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const subscription = store.subscribeAll({
    ...(after === undefined ? {} : { after }),
    maxBatch,
    maxDelayMs,
    signal: until,
  });
  const batches = subscription[Symbol.asyncIterator]();
  const fetch = (): Promise<IteratorResult<EventBatch>> => {
    const next = batches.next();
    next.catch(() => undefined); // it is awaited one batch later; until then nobody listens
    return next;
  };
  try {
    for (let ahead = fetch(); ;) {
      const result = await ahead;
      if (result.done === true || until.aborted) break;
      ahead = fetch();
      if ((await take(result.value)) === 'stop') break;
    }
  } finally {
    ended.abort(); // or the subscription would end only after the batch that is being fetched
    await batches.return?.(undefined);
  }
};
