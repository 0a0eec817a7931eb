import type { EventStoreOptions } from '../event-store.options.js';
import type { LogReading } from './log-reading.js';
import type { ReadingThread } from './reading-thread.js';

/** Plain data, as a thread can be given it. */
export type LogReadingOptions = Pick<EventStoreOptions, 'connectionString'>;

/**
 * A log that is read and decoded in a thread, with events as they are stored.
 *
 * @throws Error for a connection string that the client does not understand
 */
export const openLogReading = (thread: ReadingThread, log: LogReadingOptions): Promise<LogReading> =>
  thread.open(new URL('./log-reading.opener.js', import.meta.url), log);
