import { EventStoreDBClient } from '@eventstore/db-client';
import { leanAnswers } from './lean-answers.js';
import { leanMessages } from './lean-messages.js';

leanMessages();
leanAnswers();

interface AnswerStream {
  on(event: string, listener: (value: unknown) => void): AnswerStream;
}

interface Stubs {
  batchAppend(...args: readonly unknown[]): AnswerStream;
}

type Open = (stubs: Stubs) => { write?(message: unknown): boolean };
type StreamCreator = (stubs: unknown, name: string, open: Open, cache?: unknown) => () => Promise<unknown>;

/** Not in the client's types; the package is pinned. */
interface Internals {
  GRPCStreamCreator: StreamCreator;
  getChannel(): Promise<{ close(): void }>;
}

// When the connection is slow and then breaks, the client rejects promises of its own write queue that nobody waits
// for: unhandled, the end of the process. It queues only after a `write` that answered false, so this stream never
// does. What waits is then held by gRPC instead, as much as there are appends under way.
const neverFull = (stream: ReturnType<Open>): ReturnType<Open> => {
  const write = stream.write?.bind(stream);
  if (write === undefined) return stream;
  stream.write = (message) => {
    write(message);
    return true;
  };
  return stream;
};

// The appends under way of all clients of a process stand in one table inside the package, and whenever a stream of any of
// them fails, it is emptied: those appends count as lost and are repeated (see ClientHolder). An answer to one of them
// that comes all the same is looked up in vain, and that throws where nobody can catch it: the end of the process.
const dropStrayAnswers = (stubs: Stubs): Stubs => {
  const batchAppend = (...args: readonly unknown[]): AnswerStream => {
    const stream = stubs.batchAppend(...args);
    const on = stream.on.bind(stream);
    stream.on = (event, listener) => {
      if (event !== 'data') return on(event, listener);
      return on(event, (answer) => {
        try {
          listener(answer);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      });
    };
    return stream;
  };
  return Object.create(stubs, { batchAppend: { value: batchAppend } }) as Stubs;
};

/** A client whose appends cannot end the process. Nothing is connected yet. */
export const openClient = (connectionString: string): EventStoreDBClient => {
  // The server has another name since version 25; the client knows the older one, and the protocol is the same.
  const client = EventStoreDBClient.connectionString(connectionString.replace(/^kurrentdb/, 'esdb'));
  const internals = client as unknown as Internals;
  const create = internals.GRPCStreamCreator;
  internals.GRPCStreamCreator = (stubs, name, open, cache) =>
    create(
      stubs,
      name,
      name === 'appendToStream' ? (each) => neverFull(open(dropStrayAnswers(each))) : open,
      cache,
    );
  return client;
};

/** Ends all streams of a client and its connection: `dispose` alone leaves that open. */
export const shutClient = async (client: EventStoreDBClient): Promise<void> => {
  await client.dispose();
  const channel = await (client as unknown as Internals).getChannel();
  channel.close();
};
