import { getPostgreSQLEventStore } from '../../node_modules/@event-driven-io/emmett-postgresql/dist/index.js';
import { EVENT_TYPE, numberOf, payloadOf } from '../../lib/log-events.mjs';
import { addTo } from '../check.mjs';

/** Emmett's event store, in its own tables, from the process that appends: no node between it and Postgres. */
export const emmett = async (databaseUrl, sql) => {
  const store = getPostgreSQLEventStore(databaseUrl);
  await store.schema.migrate();
  return {
    name: 'Emmett',
    append: async (stream, numbers, after) => {
      const events = numbers.map((number) => ({ type: EVENT_TYPE, data: payloadOf(number) }));
      const { nextExpectedStreamVersion } = await store.appendToStream(stream, events, {
        expectedStreamVersion: after ?? 'STREAM_DOES_NOT_EXIST',
      });
      return nextExpectedStreamVersion;
    },
    found: async (prefix) => {
      const found = new Map();
      const rows = await sql`
        select stream_id, message_data from emt_messages where starts_with(stream_id, ${prefix})
        order by stream_id, stream_position`;
      for (const { stream_id: stream, message_data: data } of rows) {
        addTo(found, stream, numberOf(typeof data === 'string' ? JSON.parse(data) : data));
      }
      return found;
    },
    close: () => store.close(),
  };
};
