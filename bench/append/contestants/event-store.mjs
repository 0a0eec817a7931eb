import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EVENT_TYPE, numberOf, payloadOf } from '../../lib/log-events.mjs';
import { addTo } from '../check.mjs';

/** Any server of the protocol, through its client. */
export const eventStore = (name, connectionString) => {
  const client = EventStoreDBClient.connectionString(connectionString);
  let first;
  return {
    name,
    append: async (stream, numbers, after) => {
      const events = numbers.map((number) => jsonEvent({ type: EVENT_TYPE, data: payloadOf(number) }));
      const { nextExpectedRevision, position } = await client.appendToStream(stream, events, {
        expectedRevision: after ?? 'no_stream',
      });
      first ??= position;
      return nextExpectedRevision;
    },
    /** Reads the log from where this turn began. */
    found: async (prefix) => {
      const found = new Map();
      if (first === undefined) return found;
      // Positions are those of the last event of an append: the first append of the turn lies before it as well.
      const back = client.readAll({ direction: 'backwards', fromPosition: first, maxCount: 4_096 });
      const before = [];
      for await (const { event } of back) before.push(event);
      for (const event of before.reverse()) take(found, event, prefix);
      for await (const { event } of client.readAll({ fromPosition: first })) take(found, event, prefix);
      first = undefined;
      return found;
    },
    close: () => client.dispose(),
  };
};

const take = (found, event, prefix) => {
  if (event?.streamId.startsWith(prefix)) addTo(found, event.streamId, numberOf(event.data));
};
