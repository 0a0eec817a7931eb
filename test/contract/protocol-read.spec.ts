import { randomUUID } from 'node:crypto';
import {
  type AllStreamRecordedEvent,
  binaryEvent,
  END,
  type EventStoreDBClient,
  excludeSystemEvents,
  jsonEvent,
  type Position,
  START,
  StreamNotFoundError,
  streamNameFilter,
} from '@eventstore/db-client';
import { collect, connectTo, errorOf, J, record, recorded, uniqueName, until } from './support/events.js';
import { startServer } from './support/server.js';

describe('reading and subscribing', () => {
  let client: EventStoreDBClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const server = await startServer();
    stop = server.stop;
    client = connectTo(server.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await stop();
  });

  const given = async (count: number, stream = uniqueName()) => {
    const events = J(count);
    await client.appendToStream(stream, events);
    return { stream, events };
  };
  const revisions = async (...read: Parameters<EventStoreDBClient['readStream']>) =>
    (await collect(client.readStream(...read))).map((event) => Number(recorded(event).revision));
  const positionOf = (event: { position?: Position }): Position => {
    if (event.position === undefined) throw new Error('an event without position');
    return event.position;
  };
  const allWith = async (prefix: string, options: Parameters<EventStoreDBClient['readAll']>[0] = {}) =>
    (await collect(client.readAll(options))).filter(({ event }) => event?.streamId.startsWith(prefix));

  describe('reads', () => {
    it('20: everything as written', async () => {
      const stream = `${uniqueName()}/é-日本`;
      const text = jsonEvent({
        type: 'Gemeld – 日本',
        data: { ü: [1, null, 'x'] },
        metadata: { $correlationId: 'c', n: 1 },
      });
      const bytes = binaryEvent({
        type: 'Bytes',
        data: Buffer.from([0, 1, 255]),
        metadata: new Uint8Array([9, 8, 200]),
      });
      const empty = jsonEvent({ type: 'Bare', data: {} });
      await client.appendToStream(stream, [text, bytes, empty]);
      const [first, second, third] = (await collect(client.readStream(stream))).map(recorded);
      expect(first).toMatchObject({
        id: text.id,
        streamId: stream,
        revision: 0n,
        type: 'Gemeld – 日本',
        isJson: true,
        data: { ü: [1, null, 'x'] },
        metadata: { $correlationId: 'c', n: 1 },
      });
      expect(Math.abs(Date.now() - first!.created.getTime())).toBeLessThan(60_000);
      expect(second).toMatchObject({ type: 'Bytes', isJson: false, revision: 1n });
      expect(Buffer.from(second!.data as Uint8Array)).toEqual(Buffer.from([0, 1, 255]));
      expect(Buffer.from(second!.metadata as Uint8Array)).toEqual(Buffer.from([9, 8, 200]));
      expect(third!.metadata).toBeUndefined();
    });

    it('21: forwards from a revision', async () => {
      const { stream } = await given(5);
      expect(await revisions(stream, { fromRevision: 2n, maxCount: 2 })).toEqual([2, 3]);
    });

    it('22: backwards from the end', async () => {
      const { stream } = await given(5);
      expect(await revisions(stream, { direction: 'backwards', fromRevision: END })).toEqual([4, 3, 2, 1, 0]);
    });

    it('23: backwards from beyond the end', async () => {
      const { stream } = await given(5);
      expect(await revisions(stream, { direction: 'backwards', fromRevision: 99n, maxCount: 2 })).toEqual([
        4, 3,
      ]);
    });

    it('24: forwards from beyond the end', async () => {
      const { stream } = await given(5);
      expect(await revisions(stream, { fromRevision: 99n })).toEqual([]);
    });

    it('backwards from the start gives the first event only', async () => {
      const { stream } = await given(5);
      expect(await revisions(stream, { direction: 'backwards', fromRevision: START })).toEqual([0]);
    });

    it('25: a stream that is not there', async () => {
      const stream = uniqueName();
      const error = await errorOf(revisions(stream));
      expect(error).toBeInstanceOf(StreamNotFoundError);
      expect(error).toMatchObject({ streamName: stream });
    });

    it('26: more than a page', async () => {
      const { stream } = await given(100);
      await client.appendToStream(stream, J(1_200));
      expect(await revisions(stream)).toEqual(Array.from({ length: 1_300 }, (_, index) => index));
    });

    it('27: the log in order of writing', async () => {
      const prefix = uniqueName();
      const events = J(6);
      for (const [index, event] of events.entries()) {
        await client.appendToStream(`${prefix}-${index % 2}`, event);
      }
      const all = await allWith(prefix);
      expect(all.map((event) => recorded(event).id)).toEqual(events.map((event) => event.id));
      let before = 0n;
      for (const each of all) {
        const { commit, prepare } = positionOf(recorded(each));
        expect(commit).toBe(prepare);
        expect(each.commitPosition).toBe(commit);
        expect(commit).toBeGreaterThan(before);
        before = commit;
      }
    });

    it('28: positions are inclusive forwards and exclusive backwards', async () => {
      const { stream, events } = await given(3);
      const [first, second] = (await collect(client.readStream(stream))).map(recorded);
      const fromPosition = positionOf(second!);
      const [forwards] = await collect(client.readAll({ fromPosition, maxCount: 1 }));
      expect(recorded(forwards!).id).toBe(events[1]!.id);
      const [backwards] = await collect(
        client.readAll({ fromPosition, maxCount: 1, direction: 'backwards' }),
      );
      expect(recorded(backwards!).id).toBe(first!.id);
    });

    it('the log from its end forwards, and from its start backwards, is empty', async () => {
      await given(1);
      expect(await collect(client.readAll({ fromPosition: END }))).toEqual([]);
      expect(await collect(client.readAll({ fromPosition: START, direction: 'backwards' }))).toEqual([]);
    });

    it('29: leaving a read early', async () => {
      const { stream } = await given(50);
      let seen = 0;
      for await (const event of client.readStream(stream)) {
        expect(event.event).toBeDefined();
        seen += 1;
        if (seen === 3) break;
      }
      expect(await revisions(stream, { maxCount: 1 })).toEqual([0]);
    });
  });

  it('39: a stream without metadata', async () => {
    const { stream } = await given(1);
    expect(await client.getStreamMetadata(stream)).toEqual({ streamName: stream });
  });

  describe('subscriptions', () => {
    it('40: to a stream from its start', async () => {
      const { stream } = await given(3);
      const subscription = client.subscribeToStream(stream);
      const { log, shape } = record(subscription);
      await until(() => log.includes('caughtUp'), 'caught up');
      await client.appendToStream(stream, J(1));
      await until(() => log.length === 6, 'the live event');
      expect(shape()).toEqual(['confirmation', 0, 1, 2, 'caughtUp', 3]);
      await subscription.unsubscribe();
    });

    it('41: to a stream from a revision, and from its end', async () => {
      const { stream } = await given(3);
      const after = client.subscribeToStream(stream, { fromRevision: 1n });
      const atEnd = client.subscribeToStream(stream, { fromRevision: END });
      const [one, two] = [record(after), record(atEnd)];
      await until(() => one.log.includes('caughtUp') && two.log.includes('caughtUp'), 'caught up');
      await client.appendToStream(stream, J(1));
      await until(() => one.events().length === 2 && two.events().length === 1, 'the live event');
      expect(one.shape()).toEqual(['confirmation', 2, 'caughtUp', 3]);
      expect(two.shape()).toEqual(['confirmation', 'caughtUp', 3]);
      await Promise.all([after.unsubscribe(), atEnd.unsubscribe()]);
    });

    it('42: to a stream that is not there yet', async () => {
      const stream = uniqueName();
      const subscription = client.subscribeToStream(stream);
      const { log, shape } = record(subscription);
      await until(() => log.includes('confirmation'), 'the confirmation');
      await client.appendToStream(stream, J(2));
      await until(() => log.filter((entry) => typeof entry !== 'string').length === 2, 'both events');
      // 23.10 sends caughtUp only now, and so does whoever has found the events before it said so.
      await until(() => log.includes('caughtUp'), 'caught up');
      expect(shape().filter((entry) => entry !== 'caughtUp')).toEqual(['confirmation', 0, 1]);
      await subscription.unsubscribe();
    });

    it('43: to the log after a position, by prefix', async () => {
      const prefix = uniqueName();
      await given(2, `${prefix}-a`);
      const [, second] = await collect(client.readStream(`${prefix}-a`));
      await given(3);
      const later = await given(2, `${prefix}-b`);
      const subscription = client.subscribeToAll({
        fromPosition: positionOf(recorded(second!)),
        filter: streamNameFilter({ prefixes: [prefix] }),
      });
      const { log, events } = record(subscription);
      await until(() => log.includes('caughtUp'), 'caught up');
      const live = await given(1, `${prefix}-c`);
      await until(() => events().length === 3, 'the live event');
      expect(events().map((event) => event.id)).toEqual(
        [...later.events, ...live.events].map(({ id }) => id),
      );
      await subscription.unsubscribe();
    });

    it('43: by regular expression, unanchored, and by event type', async () => {
      const prefix = uniqueName();
      const type = `Kind${randomUUID().slice(0, 8)}`;
      await client.appendToStream(`${prefix}-x`, J(1));
      await client.appendToStream(`other-${prefix}-y`, jsonEvent({ type, data: {} }));
      const byName = client.subscribeToAll({ filter: streamNameFilter({ regex: `${prefix}-[xy]$` }) });
      const byType = client.subscribeToAll({
        filter: { filterOn: 'eventType', prefixes: [type], checkpointInterval: 1 },
      });
      const [names, types] = [record(byName), record(byType)];
      await until(() => names.log.includes('caughtUp') && types.log.includes('caughtUp'), 'caught up');
      expect(names.events().map((event) => event.streamId)).toEqual([`${prefix}-x`, `other-${prefix}-y`]);
      expect(types.events().map((event) => event.type)).toEqual([type]);
      await Promise.all([byName.unsubscribe(), byType.unsubscribe()]);
    });

    it('44: checkpoints, and resuming from each of them', async () => {
      const prefix = uniqueName();
      const [before] = await collect(
        client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 }),
      );
      for (let part = 0; part < 4; part += 1) await given(50);
      const { events: wanted } = await given(1, prefix);
      const checkpoints: bigint[] = [];
      const fromPosition = before === undefined ? START : positionOf(recorded(before));
      const subscription = client.subscribeToAll({
        fromPosition,
        filter: streamNameFilter({
          prefixes: [prefix],
          maxSearchWindow: 10,
          checkpointInterval: 1,
          checkpointReached: (_of, { commit }) => {
            checkpoints.push(commit);
            return Promise.resolve();
          },
        }),
      });
      const { log, events } = record(subscription);
      await until(() => log.includes('caughtUp') && events().length === 1, 'caught up');
      await subscription.unsubscribe();
      const usable = checkpoints.filter((position) => position < 2n ** 63n);
      expect(usable.length).toBeGreaterThanOrEqual(1);
      expect(usable).toEqual([...usable].sort((a, b) => (a < b ? -1 : 1)));
      const position = positionOf(events()[0]!).commit;
      for (const commit of usable.filter((checkpoint) => checkpoint < position)) {
        const again = client.subscribeToAll({
          fromPosition: { commit, prepare: commit },
          filter: streamNameFilter({ prefixes: [prefix] }),
        });
        const resumed = record(again);
        await until(() => resumed.events().length === 1, `the event after checkpoint ${commit}`);
        expect(resumed.events()[0]!.id).toBe(wanted[0]!.id);
        await again.unsubscribe();
      }
    });

    it('45: without system events', async () => {
      const prefix = uniqueName();
      await client.appendToStream(prefix, jsonEvent({ type: '$contract', data: {} }));
      const { events: wanted } = await given(2, prefix);
      const subscription = client.subscribeToAll({ filter: excludeSystemEvents() });
      const { log, events } = record(subscription);
      await until(() => log.includes('caughtUp'), 'caught up');
      expect(events().filter((event) => event.type.startsWith('$'))).toEqual([]);
      const ours = events().filter((event) => event.streamId === prefix);
      expect(ours.map((event) => event.id)).toEqual(wanted.map((event) => event.id));
      await subscription.unsubscribe();
    });

    it('46: unsubscribing ends the iterator without an error', async () => {
      const { stream } = await given(1);
      const subscription = client.subscribeToStream(stream);
      let seen = 0;
      for await (const event of subscription) {
        expect(event.event).toBeDefined();
        seen += 1;
        void subscription.unsubscribe();
      }
      expect(seen).toBe(1);
    });

    it('48: a slow consumer gets everything once and in order', async () => {
      const prefix = uniqueName();
      await given(1_000, `${prefix}-0`);
      const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: [prefix] }) });
      const writers = [1, 2, 3, 4].map(async (writer) => {
        for (let part = 0; part < 10; part += 1) await given(25, `${prefix}-${writer}`);
      });
      const seen: AllStreamRecordedEvent[] = [];
      for await (const resolved of subscription) {
        seen.push(recorded(resolved) as AllStreamRecordedEvent);
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (seen.length === 2_000) break;
      }
      await Promise.all(writers);
      const positions = seen.map((event) => event.position.commit);
      expect(positions.every((position, index) => index === 0 || position > positions[index - 1]!)).toBe(
        true,
      );
      expect(new Set(seen.map((event) => event.id)).size).toBe(2_000);
    });
  });
});
