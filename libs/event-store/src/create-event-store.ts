import { append } from './appending.js';
import { ClientHolder } from './client-holder.js';
import { Contact } from './contact.js';
import { asCanonicalText, asObjects } from './event-form.js';
import { understanding } from './event-shapes.js';
import { type CanonicalEvent, type EventStore, type LogSource } from './event-store.js';
import { defaultLimits, type EventStoreLimits, type EventStoreOptions } from './event-store.options.js';
import { readAll, readLast, readStream } from './reading.js';
import { type Connection } from './repeat.js';
import { SharedReading } from './shared-reading.js';
import { subscribeAll } from './subscribing.js';

/** An event store that can be had with other limits as well. */
export interface ConnectedEventStore extends EventStore {
  /**
   * The same connection for callers with more or less patience; closing either closes both.
   *
   * @example const forRequests = log.withLimits({ appendTotalMs: 5_000, readTotalMs: 5_000 });
   */
  withLimits(limits: Partial<EventStoreLimits>): EventStore;
  /** The same connection for those who need every event exactly as it is stored, in whatever shape that is. */
  asStored(): EventStore;
  /** The log for those who hash its events or hand them on: as they are stored, in canonical text. */
  asCanonicalText(): LogSource<CanonicalEvent>;
  /** What gives events as they are stored, with its events as this store gives them: in the shape of today. */
  understood(source: LogSource): LogSource;
  /** The log for several who follow it in one process: see `SharedReading`. */
  shared(): SharedSources;
}

/** One reading of the log, with its events in the shape of today, and exactly as they are stored. */
export interface SharedSources {
  readonly current: LogSource;
  readonly stored: LogSource;
}

/**
 * The log behind a connection string. Nothing is connected before the first call. Waiting appends of several event
 * stores in one process share a table inside the client: when one store has to give up a stuck connection, appends of
 * the others are repeated as well.
 *
 * @throws Error for a connection string that the client does not understand
 * @example const log = createEventStore({ connectionString: 'esdb://127.0.0.1:2113?tls=false' });
 */
export const createEventStore = (options: EventStoreOptions): ConnectedEventStore => {
  const { connectionString, random = Math.random, shapes, metrics, ...limits } = options;
  const closing = new AbortController();
  const connection: Connection = {
    clients: new ClientHolder(connectionString),
    contact: new Contact(),
    limits: { ...defaultLimits, ...limits },
    understand: understanding(shapes, metrics),
    metrics,
    random,
  };
  const over = (own: Connection): EventStore => ({
    append: (stream, events, expected) => append(own, stream, events, expected),
    readStream: (stream, read = {}) => readStream(own, stream, read),
    readAll: (read = {}) => readAll(own, read),
    last: () => readLast(own),
    subscribeAll: (subscribe = {}) => subscribeAll(own, asObjects(own), subscribe, closing.signal),
    close: async () => {
      closing.abort();
      await connection.clients.close();
    },
  });
  const understood = (source: LogSource): LogSource => ({
    async *subscribeAll(subscribe) {
      for await (const batch of source.subscribeAll(subscribe))
        yield { ...batch, events: batch.events.map(connection.understand) };
    },
  });
  const asStored = (): EventStore => over({ ...connection, understand: (event) => event });
  return {
    ...over(connection),
    withLimits: (other) => over({ ...connection, limits: { ...connection.limits, ...other } }),
    asStored,
    asCanonicalText: () => ({
      subscribeAll: (subscribe = {}) => subscribeAll(connection, asCanonicalText, subscribe, closing.signal),
    }),
    understood,
    shared: () => {
      const stored = new SharedReading(asStored());
      return { stored, current: understood(stored) };
    },
  };
};
