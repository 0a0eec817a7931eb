import type { EventStoreOptions } from '../event-store.options.js';
import type { LogReading } from './log-reading.js';
import { readInThread } from './read-in-thread.js';

/**
 * A log that is read and decoded in a thread of its own, with events as they are stored. Of the built program only: a
 * thread begins with a file of JavaScript.
 *
 * @throws Error for a connection string that the client does not understand
 */
export const openLogThread = (log: Pick<EventStoreOptions, 'connectionString'>): Promise<LogReading> =>
  readInThread(new URL('./log-thread.main.js', import.meta.url), log);
