import { inCanonicalOrder } from '@app/platform/domain';
import { ANY, type EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { withTimeout } from './client-holder.js';
import type { AppendOutcome, EventJson, ExpectedRevision, NewEvent, StoredEvent } from './event-store.js';
import { EventStoreError } from './event-store.errors.js';
import { failureOf } from './failure.js';
import { readStream } from './reading.js';
import { type Connection, Patience } from './repeat.js';
import { validateAppend } from './validate-append.js';

type ClientEvents = Parameters<EventStoreDBClient['appendToStream']>[1];

const inOrder = (json: EventJson): EventJson => inCanonicalOrder(json) as EventJson;

/** What is written in canonical order is hashed as it lies there: nobody who builds a tree of it writes it anew. */
const clientEvents = (events: readonly NewEvent[]): ClientEvents =>
  events.map(({ id, type, data, metadata }) =>
    jsonEvent({ id, type, data: inOrder(data), metadata: inOrder(metadata) }),
  );

const clientRevision = (expected: ExpectedRevision): bigint | typeof ANY | typeof NO_STREAM =>
  expected === 'any' ? ANY : expected === 'no-stream' ? NO_STREAM : expected;

/** Where our events stand in the stream, if they do; and how far the stream goes. */
interface Found {
  readonly ours: StoredEvent | undefined;
  readonly last: bigint | 'no-stream';
}

/** Looks for events with these ids, one after another. With `any` nobody knows where: the whole stream is looked at. */
const findOurs = async (
  connection: Connection,
  stream: string,
  ids: readonly string[],
  expected: ExpectedRevision,
): Promise<Found> => {
  const from = typeof expected === 'bigint' ? expected + 1n : 0n;
  let matched = 0;
  let ours: StoredEvent | undefined;
  let last: bigint | 'no-stream' = from === 0n ? 'no-stream' : from - 1n;
  for await (const event of readStream(connection, stream, { fromRevision: from })) {
    last = event.revision;
    if (ours !== undefined) continue;
    matched = event.id === ids[matched] ? matched + 1 : event.id === ids[0] ? 1 : 0;
    if (matched === ids.length) ours = event;
    else if (expected !== 'any' && matched === 0)
      return { ours, last: await lastRevision(connection, stream) };
  }
  return { ours, last };
};

const lastRevision = async (connection: Connection, stream: string): Promise<bigint | 'no-stream'> => {
  for await (const event of readStream(connection, stream, { direction: 'backwards', maxCount: 1 })) {
    return event.revision;
  }
  return 'no-stream';
};

// Looking is part of the append, so it has what is left of its time.
const within = (connection: Connection, patience: Patience): Connection => {
  const { readIdleMs, readTotalMs } = connection.limits;
  const limits = { readIdleMs: patience.left(readIdleMs), readTotalMs: patience.left(readTotalMs) };
  return { ...connection, limits: { ...connection.limits, ...limits } };
};

/**
 * Appends, and goes on asking with the same ids until it is known how it ended. A server may have forgotten the ids of
 * an append it once took (after a restart), so after a lost answer the stream itself is read: ours are in it, or the
 * append is repeated under an exact revision, which cannot succeed twice.
 *
 * @throws EventStoreError
 */
export const append = async (
  connection: Connection,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): Promise<AppendOutcome> => {
  validateAppend(stream, events, expected);
  const { clients, contact, limits } = connection;
  const ids = events.map((event) => event.id.toLowerCase());
  const sent = clientEvents(events);
  const patience = new Patience(connection, limits.appendTotalMs);
  let asked = expected;
  let lost = false;
  for (;;) {
    const client = clients.current;
    try {
      const answer = client.appendToStream(stream, sent, {
        expectedRevision: clientRevision(asked),
        deadline: limits.appendAttemptMs,
      });
      const { nextExpectedRevision, position } = await withTimeout(
        answer,
        patience.left(limits.appendAttemptMs),
      );
      contact.answered();
      if (position !== undefined) {
        return { kind: 'appended', revision: nextExpectedRevision, position: position.commit };
      }
      throw new EventStoreError('STREAM_DELETED'); // taken before, and no longer readable
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'wrong-revision') {
        contact.answered();
        if (!lost) return { kind: 'wrong-revision', actual: failure.actual };
      } else {
        lost = true;
        await patience.after(error, client);
        if (expected !== 'any') continue;
      }
      const found = await findOurs(within(connection, patience), stream, ids, expected);
      if (found.ours !== undefined) {
        return { kind: 'appended', revision: found.ours.revision, position: found.ours.position };
      }
      if (expected !== 'any') return { kind: 'wrong-revision', actual: found.last };
      asked = found.last;
    }
  }
};
