import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { withTimeout } from './client-holder.js';
import { type ReadStreamOptions, type StoredEvent } from './event-store.js';
import { failureOf } from './failure.js';
import { type Connection, Patience } from './repeat.js';
import { isSystemEvent, storedEvent } from './stored-event.js';

/** Events of one call of the client, as long as each comes within what is left of the time. */
async function* eventsOf(
  read: StreamingRead<ResolvedEvent>,
  { limits, understand }: Connection,
  patience: Patience,
): AsyncGenerator<StoredEvent> {
  const events = read[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await withTimeout(Promise.resolve(events.next()), patience.left(limits.readIdleMs));
      if (step.done === true) return;
      patience.progress();
      const event = storedEvent(step.value);
      if (event === undefined) continue;
      yield understand(event);
      patience.restart(); // the reader may have taken long over it
    }
  } finally {
    read.on('error', () => undefined); // an error after we have left concerns nobody
    // Not awaited: where the call is still looking for a server, that may take longer than any of our limits.
    const end = (): void => void read.destroy();
    read.cancel().then(end, end);
  }
}

/** Events of one stream; goes on after the last one received when the connection is lost. */
export async function* readStream(
  connection: Connection,
  stream: string,
  options: ReadStreamOptions,
): AsyncGenerator<StoredEvent> {
  const { direction = 'forwards', maxCount = Number.MAX_SAFE_INTEGER } = options;
  const forwards = direction === 'forwards';
  const { limits, clients, contact } = connection;
  const patience = new Patience(connection, limits.readTotalMs);
  let from = options.fromRevision;
  let left = maxCount;
  while (left > 0 && (from === undefined || from >= 0n)) {
    const client = clients.current;
    try {
      const read = client.readStream(stream, {
        direction: forwards ? FORWARDS : BACKWARDS,
        fromRevision: from ?? (forwards ? START : END),
        maxCount: left,
      });
      for await (const event of eventsOf(read, connection, patience)) {
        from = forwards ? event.revision + 1n : event.revision - 1n;
        left -= 1;
        yield event;
      }
      clients.believe(client);
      contact.answered();
      return;
    } catch (error) {
      if (failureOf(error).kind === 'no-stream') return contact.answered();
      await patience.after(error, client);
    }
  }
}

/** The log without system events, after a position; goes on like `readStream`. */
export async function* readAll(
  connection: Connection,
  options: { readonly after?: bigint; readonly maxCount?: number },
): AsyncGenerator<StoredEvent> {
  const { limits, clients, contact } = connection;
  const patience = new Patience(connection, limits.readTotalMs);
  let { after } = options;
  let left = options.maxCount ?? Number.MAX_SAFE_INTEGER;
  while (left > 0) {
    const client = clients.current;
    try {
      const fromPosition = after === undefined || after === 0n ? START : { commit: after, prepare: after };
      for await (const event of eventsOf(client.readAll({ fromPosition }), connection, patience)) {
        if (after !== undefined && event.position <= after) continue; // the server's position is inclusive
        after = event.position;
        if (isSystemEvent(event)) continue;
        left -= 1;
        yield event;
        if (left === 0) return;
      }
      clients.believe(client);
      contact.answered();
      return;
    } catch (error) {
      await patience.after(error, client);
    }
  }
}

/** How many of the last events are asked for first: seldom are more of the system's behind the last one of ours. */
const FEW = 16;

/** The last event that is no system event. */
export const readLast = async (connection: Connection): Promise<StoredEvent | undefined> => {
  const { limits, clients, contact } = connection;
  const patience = new Patience(connection, limits.readTotalMs);
  for (;;) {
    const client = clients.current;
    try {
      for (const maxCount of [FEW, Number.MAX_SAFE_INTEGER]) {
        const read = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount });
        for await (const event of eventsOf(read, connection, patience))
          if (!isSystemEvent(event)) return event;
      }
      clients.believe(client);
      contact.answered();
      return undefined;
    } catch (error) {
      await patience.after(error, client);
    }
  }
};
