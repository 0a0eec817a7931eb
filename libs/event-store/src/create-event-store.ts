import { append } from './appending.js';
import { ClientHolder } from './client-holder.js';
import { type EventStore } from './event-store.js';
import { defaultLimits, type EventStoreOptions } from './event-store.options.js';
import { readAll, readLast, readStream } from './reading.js';
import { type Connection } from './repeat.js';
import { subscribeAll } from './subscribing.js';

/**
 * The log behind a connection string. Nothing is connected before the first call. Waiting appends of several event
 * stores in one process share a table inside the client: when one store has to give up a stuck connection, appends of
 * the others are repeated as well.
 *
 * @throws Error for a connection string that the client does not understand
 * @example const log = createEventStore({ connectionString: 'esdb://127.0.0.1:2113?tls=false' });
 */
export const createEventStore = (options: EventStoreOptions): EventStore => {
  const { connectionString, random = Math.random, ...limits } = options;
  const closing = new AbortController();
  const connection: Connection = {
    clients: new ClientHolder(connectionString),
    limits: { ...defaultLimits, ...limits },
    random,
  };
  return {
    append: (stream, events, expected) => append(connection, stream, events, expected),
    readStream: (stream, read = {}) => readStream(connection, stream, read),
    readAll: (read = {}) => readAll(connection, read),
    last: () => readLast(connection),
    subscribeAll: (subscribe = {}) => subscribeAll(connection, subscribe, closing.signal),
    close: async () => {
      closing.abort();
      await connection.clients.close();
    },
  };
};
