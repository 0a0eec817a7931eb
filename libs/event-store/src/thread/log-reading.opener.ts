import { createEventStore } from '../create-event-store.js';
import type { LogReadingOptions } from './open-log-reading.js';
import type { ReadingOpener } from './reading-thread.js';

export const open: ReadingOpener<LogReadingOptions> = (log) => {
  const store = createEventStore(log);
  return { ...store.asCanonicalText(), close: () => store.close() };
};
