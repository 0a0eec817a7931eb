import { randomUUID } from 'node:crypto';
import {
  type EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { collect, connectTo, errorOf, J, recorded, uniqueName } from './support/events.js';
import { itOnNamed, startServer } from './support/server.js';

type Options = NonNullable<Parameters<EventStoreDBClient['appendToStream']>[2]>;

describe('appending', () => {
  let client: EventStoreDBClient;
  let connectionString: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ connectionString, stop } = await startServer());
    client = connectTo(connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await stop();
  });

  const revisions = async (stream: string) =>
    (await collect(client.readStream(stream))).map((event) => recorded(event).revision);
  const ids = async (stream: string) =>
    (await collect(client.readStream(stream))).map((event) => recorded(event).id);
  const given = async (count: number, options: Options = {}) => {
    const stream = uniqueName();
    const events = J(count);
    const result = await client.appendToStream(stream, events, options);
    return { stream, events, result };
  };
  const expectWrongVersion = async (
    append: Promise<unknown>,
    expected: { streamName: string; expectedVersion: bigint | string; actualVersion: bigint | string },
  ) => {
    const error = await errorOf(append);
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject(expected);
  };

  it('1: to an empty stream, any', async () => {
    const { result } = await given(1, { expectedRevision: 'any' });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(result.position?.commit).toBe(result.position?.prepare);
    expect(result.position?.commit).toBeGreaterThan(0n);
  });

  it('2: three events, no_stream: the position is that of the last', async () => {
    const { stream, result } = await given(3, { expectedRevision: 'no_stream' });
    expect(result.nextExpectedRevision).toBe(2n);
    const events = await collect(client.readStream(stream));
    expect(recorded(events[2]!).position).toEqual(result.position);
  });

  it('3: with the current revision', async () => {
    const { stream, result } = await given(3);
    const next = await client.appendToStream(stream, J(1), { expectedRevision: 2n });
    expect(next.nextExpectedRevision).toBe(3n);
    expect(next.position?.commit).toBeGreaterThan(result.position?.commit ?? 0n);
  });

  it('4: with an old revision and other ids', async () => {
    const { stream } = await given(3);
    const append = client.appendToStream(stream, J(1), { expectedRevision: 0n });
    await expectWrongVersion(append, { streamName: stream, expectedVersion: 0n, actualVersion: 2n });
    expect(await revisions(stream)).toEqual([0n, 1n, 2n]);
  });

  it('5: no_stream to a stream that exists', async () => {
    const { stream } = await given(3);
    const append = client.appendToStream(stream, J(1), { expectedRevision: 'no_stream' });
    await expectWrongVersion(append, { streamName: stream, expectedVersion: 'no_stream', actualVersion: 2n });
  });

  it('6: a revision that is not there yet', async () => {
    const stream = uniqueName();
    const append = client.appendToStream(stream, J(1), { expectedRevision: 5n });
    await expectWrongVersion(append, { streamName: stream, expectedVersion: 5n, actualVersion: 'no_stream' });
  });

  it('7: stream_exists to an empty stream', async () => {
    const streamName = uniqueName();
    const append = client.appendToStream(streamName, J(1), { expectedRevision: 'stream_exists' });
    await expectWrongVersion(append, {
      streamName,
      expectedVersion: 'stream_exists',
      actualVersion: 'no_stream',
    });
  });

  itOnNamed('8: a stream that only has metadata exists', async () => {
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 10 });
    const result = await client.appendToStream(stream, J(1), { expectedRevision: 'stream_exists' });
    expect(result.nextExpectedRevision).toBe(0n);
  });

  it.each([
    [9, 'no_stream'],
    [10, 'any'],
  ] as const)('%s: the same events again, %s', async (_case, expectedRevision) => {
    const { stream, events, result } = await given(2, { expectedRevision });
    const again = await client.appendToStream(stream, events, { expectedRevision });
    expect(again).toEqual(result);
    expect(await revisions(stream)).toEqual([0n, 1n]);
  });

  it('11: the same events again after others: answered as the first time', async () => {
    const { stream, events, result } = await given(2, { expectedRevision: 'no_stream' });
    await client.appendToStream(stream, J(1), { expectedRevision: 1n });
    const again = await client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    expect(again).toEqual(result);
    expect(await revisions(stream)).toEqual([0n, 1n, 2n]);
  });

  it('12: a known event followed by an unknown one, any', async () => {
    const [a, b, c] = J(3);
    const stream = uniqueName();
    await client.appendToStream(stream, [a!, b!]);
    const append = client.appendToStream(stream, [a!, c!], { expectedRevision: 'any' });
    await expectWrongVersion(append, { streamName: stream, expectedVersion: 'any', actualVersion: 1n });
    expect(await ids(stream)).toEqual([a!.id, b!.id]);
  });

  it('13: a known event with the current revision is written again', async () => {
    const { stream, events } = await given(1);
    const again = await client.appendToStream(stream, events, { expectedRevision: 0n });
    expect(again.nextExpectedRevision).toBe(1n);
    expect(await ids(stream)).toEqual([events[0]!.id, events[0]!.id]);
  });

  it('14: the same event in two streams', async () => {
    const { stream, events } = await given(1);
    const other = uniqueName();
    await client.appendToStream(other, events);
    expect([await ids(stream), await ids(other)]).toEqual([[events[0]!.id], [events[0]!.id]]);
  });

  it('15: appends that are not waited for keep the order of the calls', async () => {
    const stream = uniqueName();
    const events = J(3);
    await Promise.all(events.map((event) => client.appendToStream(stream, event)));
    expect(await ids(stream)).toEqual(events.map((event) => event.id));
  });

  it('16: with credentials, so through Append instead of BatchAppend', async () => {
    const credentials = { username: 'admin', password: 'changeit' };
    const { stream, events, result } = await given(2, { credentials, expectedRevision: 'no_stream' });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(result.position?.commit).toBeGreaterThan(0n);
    const again = await client.appendToStream(stream, events, { credentials, expectedRevision: 'no_stream' });
    expect(again).toEqual(result);
    const wrong = client.appendToStream(stream, J(1), { credentials, expectedRevision: 0n });
    await expectWrongVersion(wrong, { streamName: stream, expectedVersion: 0n, actualVersion: 1n });
    const huge = client.appendToStream(stream, J(1, 'x'.repeat(1_500_000)), { credentials });
    expect(await errorOf(huge)).toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: 1_048_576,
    });
    expect(await revisions(stream)).toEqual([0n, 1n]);
  });

  it('17: more than the largest append', async () => {
    const stream = uniqueName();
    const error = await errorOf(client.appendToStream(stream, J(1, 'x'.repeat(1_500_000))));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1_048_576 });
    expect(await errorOf(revisions(stream))).toMatchObject({ type: 'stream-not-found' });
    // Answered once only: the client of a second answer would be unusable.
    expect((await client.appendToStream(stream, J(1))).nextExpectedRevision).toBe(0n);
  });

  it('18: throwOnAppendFailure=false', async () => {
    const quiet = connectTo(
      `${connectionString}${connectionString.includes('?') ? '&' : '?'}throwOnAppendFailure=false`,
    );
    const { stream } = await given(2);
    const result = await quiet.appendToStream(stream, J(1), { expectedRevision: 7n });
    expect(result.success).toBe(false);
    await quiet.dispose();
  });

  it('19: of 20 parallel appends with no_stream one is taken', async () => {
    const stream = uniqueName();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        client.appendToStream(stream, J(1), { expectedRevision: 'no_stream' }),
      ),
    );
    const refused = results
      .filter((result) => result.status === 'rejected')
      .map((result): unknown => result.reason);
    expect(refused).toHaveLength(19);
    for (const error of refused) {
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ actualVersion: 0n });
    }
    expect(await revisions(stream)).toEqual([0n]);
  });

  it('repeated ids in another order count as known; the last one gives the answer', async () => {
    const stream = uniqueName();
    const [a, b] = J(2);
    await client.appendToStream(stream, [a!, b!]);
    expect((await client.appendToStream(stream, [b!, a!])).nextExpectedRevision).toBe(0n);
    expect(await revisions(stream)).toEqual([0n, 1n]);
  });

  it('an append without events writes nothing', async () => {
    const { stream } = await given(2);
    expect((await client.appendToStream(stream, [])).nextExpectedRevision).toBe(1n);
    const append = client.appendToStream(stream, [], { expectedRevision: 0n });
    await expectWrongVersion(append, { streamName: stream, expectedVersion: 0n, actualVersion: 1n });
    expect(await revisions(stream)).toEqual([0n, 1n]);
  });

  it('an append larger than a message of the protocol comes in several and is written whole', async () => {
    const stream = uniqueName();
    const events = J(40, 'y'.repeat(1_000));
    const result = await client.appendToStream(stream, events, { batchAppendSize: 8_000 });
    expect(result.nextExpectedRevision).toBe(39n);
    expect(await ids(stream)).toEqual(events.map((event) => event.id));
  });

  it('a deadline in the past is answered as exceeded', async () => {
    const error = await errorOf(client.appendToStream(uniqueName(), J(1), { deadline: -1_000 }));
    expect(error).toMatchObject({ type: 'deadline-exceeded' });
  });

  it('ids that are no UUIDs are refused', async () => {
    // A real node answers twice, which leaves its client unusable: a client of its own.
    const own = connectTo(connectionString);
    const event = jsonEvent({ id: 'not-a-uuid', type: 'Counted', data: {} });
    expect(await errorOf(own.appendToStream(uniqueName(), event))).toMatchObject({ type: 'unknown' });
    await own.dispose();
  });

  it('an upper-case id is stored in lower case and known in both', async () => {
    const stream = uniqueName();
    const id = randomUUID();
    const [upper, lower] = [id.toUpperCase(), id].map((each) =>
      jsonEvent({ id: each, type: 'Counted', data: {} }),
    );
    await client.appendToStream(stream, upper!);
    await client.appendToStream(stream, lower!);
    expect(await ids(stream)).toEqual([id]);
  });
});
