import { createEventStore } from '../create-event-store.js';
import type { EventStoreOptions } from '../event-store.options.js';
import { serveInThread } from './read-in-thread.js';

await serveInThread((log: Pick<EventStoreOptions, 'connectionString'>) =>
  Promise.resolve(createEventStore(log).asStored()),
);
