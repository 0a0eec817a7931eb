import { type LogEvent } from './domain/log-event.js';
import { type LiveTail } from './live-tail.js';
import { type EventNodeMetrics } from './metrics.js';
import { type LogTable, type Page } from './storage/log-table.js';

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

/** How much of the log's end a subscriber takes at once: what is held for one that stands still. */
export const tailPage = { rows: 512, bytes: 1_048_576 };

/**
 * Pages of a read. The next one is fetched while the caller is busy with this one.
 *
 * @param count how many events are wanted in all
 * @param load a page of at most so many events
 * @param next where the page after one that ended with this event begins; undefined: nowhere
 */
export async function* pages(
  from: number,
  count: number,
  load: (place: number, count: number) => Promise<Page>,
  next: (last: LogEvent) => number | undefined,
): AsyncGenerator<readonly LogEvent[]> {
  let left = count;
  let coming: Promise<Page> | undefined = left > 0 ? load(from, left) : undefined;
  while (coming !== undefined) {
    const { events, last }: Page = await coming;
    const end = events.at(-1);
    if (end === undefined) return;
    left -= events.length;
    const place = last || left <= 0 ? undefined : next(end);
    coming = place === undefined ? undefined : load(place, left);
    coming?.catch(() => undefined); // told when its turn comes; not wanted any more if the caller leaves
    yield events;
  }
}
