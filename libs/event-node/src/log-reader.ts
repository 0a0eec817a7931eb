import { type LogEvent } from './domain/log-event.js';
import { type LiveTail } from './live-tail.js';
import { type EventNodeMetrics } from './metrics.js';
import { type LogTable } from './storage/log-table.js';

/** What reads and subscriptions are made from: the table for what has been, the tail for what comes. */
export interface LogReader {
  readonly table: LogTable;
  readonly tail: LiveTail;
  readonly metrics: EventNodeMetrics;
}

/** Where the answers go. `send` returns a promise when the receiver is behind and has to be waited for. */
export interface Receiver {
  readonly signal: AbortSignal;
  send(response: Buffer): Promise<void> | undefined;
}

/**
 * Pages from `load` until it gives an empty one. The next page is fetched while the caller is busy with this one.
 *
 * @param next what to load after a page that ended with this event
 */
export async function* pages<Place>(
  from: Place,
  load: (place: Place) => Promise<readonly LogEvent[]>,
  next: (last: LogEvent) => Place | undefined,
): AsyncGenerator<readonly LogEvent[]> {
  let coming: Promise<readonly LogEvent[]> | undefined = load(from);
  try {
    while (coming !== undefined) {
      const page: readonly LogEvent[] = await coming;
      const last = page.at(-1);
      if (last === undefined) return;
      const place = next(last);
      coming = place === undefined ? undefined : load(place);
      coming?.catch(() => undefined); // seen when its turn comes, or not wanted any more
      yield page;
    }
  } finally {
    coming?.catch(() => undefined);
  }
}
