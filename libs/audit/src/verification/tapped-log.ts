import type { EventBatch, EventStore, StoredEvent, SubscribeOptions } from '@app/event-store';

/** The log, in the two forms in which it is read. */
export interface BothForms {
  /** In shapes of today: what is folded. */
  readonly store: EventStore;
  /** As it is stored: what is hashed. */
  readonly stored: EventStore;
  /** The event that was had as it is stored, in the shape of today. */
  readonly understand: (event: StoredEvent) => StoredEvent;
}

/**
 * One read of the log for two: whoever subscribes gets events in shapes of today, while another takes the same events as
 * they are stored. Both are done with a batch before the next one comes, and before the subscription ends.
 */
export const tappedLog = (
  { store, stored, understand }: BothForms,
  take: (events: readonly StoredEvent[]) => Promise<void>,
): EventStore => ({
  append: (...args) => store.append(...args),
  readStream: (...args) => store.readStream(...args),
  readAll: (...args) => store.readAll(...args),
  last: () => store.last(),
  close: () => store.close(),
  async *subscribeAll(options?: SubscribeOptions): AsyncIterable<EventBatch> {
    for await (const batch of stored.subscribeAll(options)) {
      const taken = take(batch.events);
      taken.catch(() => undefined); // thrown below, when whoever subscribed is done as well
      try {
        yield { ...batch, events: batch.events.map(understand) };
      } finally {
        await taken;
      }
    }
  },
});
