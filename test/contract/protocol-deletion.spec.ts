import {
  type EventStoreDBClient,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { collect, connectTo, errorOf, J, record, recorded, uniqueName, until } from './support/events.js';
import { namedServer } from './support/server.js';

// An audit ledger never deletes: the embedded node refuses these (event-node.spec.ts), so they show only what a named
// server does with streams that somebody else deletes.
(namedServer === undefined ? describe.skip : describe)('deletion and metadata, on a named server', () => {
  let client: EventStoreDBClient;
  beforeAll(() => {
    client = connectTo(namedServer ?? '');
  });
  afterAll(() => client.dispose());

  const given = async (count: number) => {
    const stream = uniqueName();
    await client.appendToStream(stream, J(count));
    return stream;
  };
  const revisions = async (stream: string) =>
    (await collect(client.readStream(stream))).map((event) => Number(recorded(event).revision));
  const deleted = async () => {
    const stream = await given(2);
    await client.deleteStream(stream);
    return stream;
  };

  it('30: a deleted stream is not found', async () => {
    const stream = await given(2);
    expect((await client.deleteStream(stream)).position).toBeDefined();
    expect(await errorOf(revisions(stream))).toBeInstanceOf(StreamNotFoundError);
  });

  it('31: recreated, it goes on counting', async () => {
    const stream = await deleted();
    const result = await client.appendToStream(stream, J(1), { expectedRevision: 'no_stream' });
    expect(result.nextExpectedRevision).toBe(2n);
    let seen: number[] = [];
    for (let attempt = 0; attempt < 100 && seen.length !== 1; attempt += 1) {
      seen = await revisions(stream).catch(() => []);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(seen).toEqual([2]);
    expect((await client.getStreamMetadata(stream)).metadata).toMatchObject({ truncateBefore: 2 });
  });

  it('32: stream_exists to a deleted stream', async () => {
    const append = client.appendToStream(await deleted(), J(1), { expectedRevision: 'stream_exists' });
    expect(await errorOf(append)).toBeInstanceOf(StreamDeletedError);
  });

  it('33: deleting what is not there', async () => {
    const error = await errorOf(client.deleteStream(uniqueName()));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ actualVersion: -1n });
  });

  it('34: deleting with a wrong revision', async () => {
    const error = await errorOf(client.deleteStream(await given(2), { expectedRevision: 7n }));
    expect(error).toMatchObject({ expectedVersion: 7n, actualVersion: 1n });
  });

  it('35: a tombstoned stream takes nothing', async () => {
    const stream = await given(2);
    await client.tombstoneStream(stream);
    for (const call of [
      () => revisions(stream),
      () => client.appendToStream(stream, J(1)),
      () => client.deleteStream(stream),
      () => client.tombstoneStream(stream),
    ]) {
      expect(await errorOf(call())).toBeInstanceOf(StreamDeletedError);
    }
  });

  it('36: maxCount hides from the stream, not from the log', async () => {
    const stream = await given(5);
    await client.setStreamMetadata(stream, { maxCount: 2 });
    expect(await revisions(stream)).toEqual([3, 4]);
    const all = (await collect(client.readAll())).filter(({ event }) => event?.streamId === stream);
    expect(all).toHaveLength(5);
  });

  it('37: truncateBefore', async () => {
    const stream = await given(5);
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await revisions(stream)).toEqual([3, 4]);
    await client.setStreamMetadata(stream, { truncateBefore: 5 });
    expect(await revisions(stream)).toEqual([]);
  });

  it('38: metadata there and back', async () => {
    const stream = await given(1);
    const metadata = { maxCount: 7, acl: { readRoles: ['a', 'b'] }, own: 'x' };
    await client.setStreamMetadata(stream, metadata);
    expect((await client.getStreamMetadata(stream)).metadata).toMatchObject({ maxCount: 7, own: 'x' });
    await client.setStreamMetadata(stream, { own: 'y' }, { expectedRevision: 0n });
    const third = client.setStreamMetadata(stream, { own: 'z' }, { expectedRevision: 0n });
    expect(await errorOf(third)).toBeInstanceOf(WrongExpectedVersionError);
  });

  it('47: a subscriber learns of a tombstone', async () => {
    const stream = await given(1);
    const { log, errors } = record(client.subscribeToStream(stream));
    await until(() => log.includes('caughtUp'), 'caught up');
    await client.tombstoneStream(stream);
    await until(() => errors.length > 0, 'the error');
    expect(errors[0]).toBeInstanceOf(StreamDeletedError);
  });
});
