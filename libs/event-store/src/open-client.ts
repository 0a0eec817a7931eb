import { EventStoreDBClient } from '@eventstore/db-client';

type Open = (stubs: unknown) => { write?(message: unknown): boolean };
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

/** A client whose appends cannot end the process. Nothing is connected yet. */
export const openClient = (connectionString: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(connectionString);
  const internals = client as unknown as Internals;
  const create = internals.GRPCStreamCreator;
  internals.GRPCStreamCreator = (stubs, name, open, cache) =>
    create(stubs, name, name === 'appendToStream' ? (each) => neverFull(open(each)) : open, cache);
  return client;
};

/** Ends all streams of a client and its connection: `dispose` alone leaves that open. */
export const shutClient = async (client: EventStoreDBClient): Promise<void> => {
  await client.dispose();
  const channel = await (client as unknown as Internals).getChannel();
  channel.close();
};
