import type { LogSource, StoredEvent } from '../event-store.js';

/** A way to follow the log that was opened for one purpose, and has to be closed. */
export interface LogReading<Event = StoredEvent> extends LogSource<Event> {
  /** Lets go of what it holds; whoever still follows has it end. Never throws. */
  close(): Promise<void>;
}
