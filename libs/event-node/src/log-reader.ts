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

/** What a read asks of its pages. */
export interface PagesOptions {
  /** Where the first page begins. */
  readonly from: number;
  /** How many events are wanted in all. */
  readonly count: number;
  /** How many the first page is to have, each next one four times as many: where a few may do, and nobody knows. */
  readonly first?: number;
  /** A page of at most so many events. */
  readonly load: (place: number, count: number) => Promise<Page>;
  /** Where the page after one that ended with this event begins; undefined: nowhere. */
  readonly next: (last: LogEvent) => number | undefined;
}

/** Pages of a read. The next one is fetched while the caller is busy with this one; not after a first that may do. */
export async function* pages(options: PagesOptions): AsyncGenerator<readonly LogEvent[]> {
  const { from, count, first, load, next } = options;
  let left = count;
  let size = first ?? count;
  let isAhead = first === undefined;
  let place: number | undefined = left > 0 ? from : undefined;
  let coming: Promise<Page> | undefined;
  while (place !== undefined) {
    const { events, last }: Page = await (coming ?? load(place, size));
    coming = undefined;
    const end = events.at(-1);
    if (end === undefined) return;
    left -= events.length;
    place = last || left <= 0 ? undefined : next(end);
    size = Math.min(left, 4 * size);
    if (place !== undefined && isAhead) coming = load(place, size);
    coming?.catch(() => undefined); // told when its turn comes; not wanted any more if the caller leaves
    yield events;
    isAhead = true;
  }
}
