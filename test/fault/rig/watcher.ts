import { setTimeout as timer } from 'node:timers/promises';
import { createEventStore } from '@app/event-store';

export interface Watcher {
  /** `position id` of every event delivered so far, once the last of them is this one or a later one. */
  upTo(position: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Follows the log as a projector does, from its beginning, and notes what it is given. */
export const watchLog = (eventStore: string): Watcher => {
  const store = createEventStore({ connectionString: eventStore });
  const stop = new AbortController();
  const delivered: string[] = [];
  let last = 0;
  const follow = async (): Promise<void> => {
    for await (const { events } of store.subscribeAll({ signal: stop.signal })) {
      for (const { position, id } of events) {
        delivered.push(`${position} ${id}`);
        last = Number(position);
      }
    }
  };
  const following = follow();
  following.catch(() => undefined); // told to whoever asks
  return {
    upTo: async (position) => {
      const end = performance.now() + 60_000;
      while (last < position) {
        if (performance.now() > end)
          throw new Error(`the subscription has come to ${last}, not to ${position}`);
        await Promise.race([timer(20), following.then(() => undefined)]);
      }
      return [...delivered];
    },
    close: async () => {
      stop.abort();
      await following.catch(() => undefined);
      await store.close();
    },
  };
};
