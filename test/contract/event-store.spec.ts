import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import {
  type CanonicalEvent,
  type ConnectedEventStore,
  createEventStore,
  type EventBatch,
  type EventStore,
  type NewEvent,
} from '@app/event-store';
import { collect, connectTo, errorOf, J, uniqueName, until } from './support/events.js';
import {
  namedServer,
  onEmbedded,
  startEmbedded,
  startServer,
  type EmbeddedServer,
} from './support/server.js';
import { startProxy, type TcpProxy } from './support/tcp-proxy.js';

const make = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    type: 'Counted',
    data: { index },
    metadata: { schema: 1 },
  }));
const idsOf = async (log: EventStore, stream: string) =>
  (await collect(log.readStream(stream))).map(({ id }) => id);

describe('the event store', () => {
  let log: ConnectedEventStore;
  let server: Pick<EmbeddedServer, 'connectionString' | 'stop'>;
  beforeAll(async () => {
    server = await startServer();
    log = createEventStore({ connectionString: server.connectionString });
  });
  afterAll(async () => {
    await log.close();
    await server.stop();
  });

  it('appends and reads back', async () => {
    const stream = uniqueName();
    const events = make(3);
    const outcome = await log.append(stream, events, 'no-stream');
    expect(outcome).toMatchObject({ kind: 'appended', revision: 2n });
    const stored = await collect(log.readStream(stream));
    expect(stored.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }))).toEqual(events);
    expect(stored.at(-1)?.position).toBe(outcome.kind === 'appended' && outcome.position);
    expect(Math.abs(Date.now() - stored[0]!.recordedAtMs)).toBeLessThan(60_000);
    const back = await collect(log.readStream(stream, { direction: 'backwards', maxCount: 2 }));
    expect(back.map(({ revision }) => revision)).toEqual([2n, 1n]);
    expect(await collect(log.readStream(uniqueName()))).toEqual([]);
  });

  it('a wrong revision is an answer', async () => {
    const stream = uniqueName();
    expect(await log.append(stream, make(1), 4n)).toEqual({ kind: 'wrong-revision', actual: 'no-stream' });
    await log.append(stream, make(2), 'any');
    expect(await log.append(stream, make(1), 'no-stream')).toEqual({ kind: 'wrong-revision', actual: 1n });
    expect(await log.append(stream, make(1), 0n)).toEqual({ kind: 'wrong-revision', actual: 1n });
    expect(await log.append(stream, make(1), 1n)).toMatchObject({ kind: 'appended', revision: 2n });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an id that is no UUID', () => log.append('s', [{ ...make(1)[0]!, id: 'x' }], 'any')],
    [
      'the zero UUID',
      () => log.append('s', [{ ...make(1)[0]!, id: randomUUID().replace(/[^-]/g, '0') }], 'any'),
    ],
    ['an empty type', () => log.append('s', [{ ...make(1)[0]!, type: '' }], 'any')],
    ['data with a bigint', () => log.append('s', [{ ...make(1)[0]!, data: { n: 1n } }], 'any')],
    ['an empty stream name', () => log.append('', make(1), 'any')],
    ['a system stream', () => log.append('$$s', make(1), 'any')],
    ['no events', () => log.append('s', [], 'any')],
    ['a negative revision', () => log.append('s', make(1), -1n)],
  ])('refuses %s before anything is sent', async (_what, call) => {
    expect(await errorOf(call())).toMatchObject({ code: 'INVALID_EVENT' });
    expect(await log.append(uniqueName(), make(1), 'no-stream')).toMatchObject({ kind: 'appended' });
  });

  it('an append that is too large', async () => {
    const event = { ...make(1)[0]!, data: { text: 'x'.repeat(1_500_000) } };
    expect(await errorOf(log.append(uniqueName(), [event], 'any'))).toMatchObject({
      code: 'APPEND_TOO_LARGE',
    });
  });

  it('the last event, and the log after a position, without system events', async () => {
    const stream = uniqueName();
    await log.append(stream, make(3), 'no-stream');
    const client = connectTo(server.connectionString);
    await client.appendToStream(uniqueName(), [{ ...J(1)[0]!, type: '$system' }]);
    const last = await log.last();
    expect(last).toMatchObject({ stream, revision: 2n });
    const [first] = await collect(log.readStream(stream, { maxCount: 1 }));
    const after = await collect(log.readAll({ after: first!.position }));
    expect(after.map(({ stream: name, revision }) => [name, revision])).toEqual([
      [stream, 1n],
      [stream, 2n],
    ]);
    await client.dispose();
  });

  it('batches: by size, by delay, caught up, and a place to resume from', async () => {
    const prefix = uniqueName();
    await log.append(`${prefix}-1`, make(25), 'no-stream');
    const stop = new AbortController();
    const batches: EventBatch[] = [];
    for await (const batch of log.subscribeAll({
      streamPrefixes: [prefix],
      maxBatch: 10,
      maxDelayMs: 500,
      signal: stop.signal,
    })) {
      batches.push(batch);
      expect(batch.events.length).toBeLessThanOrEqual(10);
      if (batch.caughtUp && batches.flatMap(({ events }) => events).length === 25) {
        await log.append(`${prefix}-2`, make(1), 'no-stream');
      }
      if (batches.flatMap(({ events }) => events).length === 26) stop.abort();
    }
    const positions = batches.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    for (const { events, position } of batches) {
      expect(events.every((event) => event.position <= position)).toBe(true);
    }
    expect(batches.find(({ events }) => events.length > 0)?.events).toHaveLength(10);
    expect(batches.at(-1)?.caughtUp).toBe(true);
    const resumed = await firstWith(log, {
      streamPrefixes: [prefix],
      after: batches[0]!.events.at(-1)!.position,
    });
    expect(resumed.events[0]?.position).toBe(batches.flatMap(({ events }) => events)[10]?.position);
  });

  it('as canonical text: ours as it is stored, that of others written anew, what is no JSON object an empty one', async () => {
    const prefix = uniqueName();
    const data = { text: 'é', list: [{ b: 1, a: 2 }] };
    await log.append(
      `${prefix}-1`,
      [{ ...make(1)[0]!, data, metadata: { schema: 1, by: 'x' } }],
      'no-stream',
    );
    const client = connectTo(server.connectionString);
    const theirs = (given: object) => client.appendToStream(`${prefix}-2`, [{ ...J(1)[0]!, ...given }]);
    await theirs({ data: { b: 1.5, a: '\n' }, metadata: { z: 1, y: 2 } });
    await theirs({ data: [1], metadata: undefined });
    await theirs({
      contentType: 'application/octet-stream',
      data: Buffer.from('{"a":1}'),
    });
    const [stored] = await collect(client.readStream(`${prefix}-1`));
    expect(JSON.stringify([stored?.event?.data, stored?.event?.metadata])).toBe(
      '[{"list":[{"a":2,"b":1}],"text":"é"},{"by":"x","schema":1}]',
    );
    await client.dispose();
    const stop = new AbortController();
    const found: CanonicalEvent[] = [];
    const options = { streamPrefixes: [prefix], signal: stop.signal };
    for await (const { events, caughtUp } of log.asCanonicalText().subscribeAll(options)) {
      found.push(...events);
      if (caughtUp) stop.abort();
    }
    expect(found.map(({ data: text, metadata }) => [text, metadata])).toEqual([
      ['{"list":[{"a":2,"b":1}],"text":"é"}', '{"by":"x","schema":1}'],
      ['{"a":"\\n","b":1.5}', '{"y":2,"z":1}'],
      ['{}', '{}'],
      ['{}', '{}'],
    ]);
    const objects = await collect(log.readStream(`${prefix}-1`));
    expect(found.slice(0, 1)).toEqual(
      objects.map((event) => ({ ...event, data: found[0]?.data, metadata: found[0]?.metadata })),
    );
  });

  it('progress is told though nothing matches', async () => {
    const after = (await log.last())?.position ?? 0n;
    for (let part = 0; part < 3; part += 1) await log.append(uniqueName(), make(600), 'no-stream');
    const stop = new AbortController();
    let position = 0n;
    for await (const batch of log.subscribeAll({ streamPrefixes: ['nobody-'], after, signal: stop.signal })) {
      expect(batch.events).toEqual([]);
      position = batch.position;
      if (batch.caughtUp && position >= after + 1_000n) stop.abort();
    }
    expect(position).toBeGreaterThan(after);
  });

  it('the abort of a signal and closing end a waiting subscription promptly', async () => {
    const own = createEventStore({ connectionString: server.connectionString });
    const stop = new AbortController();
    let live = 0;
    const wait = async (signal?: AbortSignal): Promise<void> => {
      for await (const batch of own.subscribeAll({
        streamPrefixes: ['nobody-'],
        ...(signal && { signal }),
      })) {
        if (batch.caughtUp) live += 1;
      }
    };
    const both = [wait(stop.signal), wait()];
    await until(() => live >= 2, 'both live');
    const started = Date.now();
    stop.abort();
    await both[0];
    await own.close();
    await both[1];
    expect(Date.now() - started).toBeLessThan(1_000);
    expect(await errorOf(own.append(uniqueName(), make(1), 'any'))).toMatchObject({
      code: 'EVENT_STORE_CLOSED',
    });
  });

  it('a consumer that is busy holds the subscription back', async () => {
    const prefix = uniqueName();
    for (let part = 0; part < 5; part += 1) await log.append(`${prefix}-${part}`, make(1_000), 'no-stream');
    let seen = 0;
    for await (const { events } of log.subscribeAll({ streamPrefixes: [prefix], maxBatch: 50 })) {
      seen += events.length;
      expect(events.length).toBeLessThanOrEqual(50);
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (seen === 5_000) break;
    }
    expect(seen).toBe(5_000);
  });

  it('a log that is not there: LOG_UNAVAILABLE within the limit', async () => {
    const limits = { appendAttemptMs: 300, appendTotalMs: 900, readIdleMs: 300, readTotalMs: 900 };
    // Accepts connections and never says a word: the client itself would wait for ever.
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    for (const each of [port, 1]) {
      const own = createEventStore({ connectionString: `esdb://127.0.0.1:${each}?tls=false`, ...limits });
      const started = Date.now();
      expect(await errorOf(own.append('s', make(1), 'any'))).toMatchObject({ code: 'LOG_UNAVAILABLE' });
      expect(await errorOf(collect(own.readStream('s')))).toMatchObject({ code: 'LOG_UNAVAILABLE' });
      expect(Date.now() - started).toBeLessThan(4_000);
      await own.close();
    }
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
});

const firstWith = async (
  log: EventStore,
  options: Parameters<EventStore['subscribeAll']>[0],
): Promise<EventBatch> => {
  for await (const batch of log.subscribeAll(options)) if (batch.events.length > 0) return batch;
  throw new Error('the subscription ended');
};

describe('the event store when the connection breaks', () => {
  let server: Pick<EmbeddedServer, 'connectionString' | 'stop'>;
  let direct: EventStore;
  let proxy: TcpProxy;
  let log: EventStore;
  beforeAll(async () => {
    server = await startServer();
    direct = createEventStore({ connectionString: server.connectionString });
  });
  beforeEach(async () => {
    proxy = await startProxy(namedServer ?? server.connectionString);
    log = createEventStore({ connectionString: proxy.connectionString, appendAttemptMs: 1_500 });
  });
  afterEach(async () => {
    await log.close();
    await proxy.stop();
  });
  afterAll(async () => {
    await direct.close();
    await server.stop();
  });

  it.each(['no-stream', 'any', 'exact'] as const)(
    'an answer that was lost, %s: written once',
    async (kind) => {
      for (let round = 0; round < 8; round += 1) {
        await log.append(uniqueName(), make(1), 'any'); // the connection is up, features are known
        const stream = uniqueName();
        if (kind === 'exact') await direct.append(stream, make(1), 'no-stream');
        const before = (await idsOf(direct, stream)).length;
        const events = make(2);
        proxy.swallowAnswers();
        const answer = log.append(stream, events, kind === 'exact' ? 0n : kind);
        await until(() => proxy.swallowed > 0, 'the swallowed answer');
        while ((await idsOf(direct, stream)).length === before)
          await new Promise((resolve) => setTimeout(resolve, 5));
        proxy.pass();
        proxy.cut();
        const last = BigInt(before + 1);
        expect(await answer).toMatchObject({ kind: 'appended', revision: last });
        expect((await idsOf(direct, stream)).slice(before)).toEqual(events.map(({ id }) => id));
      }
    },
  );

  it('an answer that was lost, and others have appended since', async () => {
    for (const expected of ['no-stream', 'any'] as const) {
      await log.append(uniqueName(), make(1), 'any');
      const stream = uniqueName();
      const events = make(2);
      proxy.swallowAnswers();
      const answer = log.append(stream, events, expected);
      while ((await idsOf(direct, stream)).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await direct.append(stream, make(3), 1n);
      proxy.pass();
      proxy.cut();
      expect(await answer).toMatchObject({ kind: 'appended', revision: 1n });
      expect(await idsOf(direct, stream)).toHaveLength(5);
    }
  });

  it('a request that was lost, and others have written meanwhile: a wrong revision', async () => {
    for (const expected of ['no-stream', 0n] as const) {
      await log.append(uniqueName(), make(1), 'any');
      const stream = uniqueName();
      if (expected === 0n) await direct.append(stream, make(1), 'no-stream');
      proxy.stall();
      const answer = log.append(stream, make(2), expected);
      const others = make(3);
      await direct.append(stream, others, expected);
      proxy.cut();
      expect(await answer).toEqual({ kind: 'wrong-revision', actual: expected === 0n ? 3n : 2n });
      expect((await idsOf(direct, stream)).slice(-3)).toEqual(others.map(({ id }) => id));
    }
  });

  it('many appends under way on a connection that stalls and then breaks', async () => {
    // The client would reject promises of its own here that nobody waits for, which ends a process.
    await log.append(uniqueName(), make(1), 'any');
    proxy.stall();
    const prefix = uniqueName();
    const pad = 'x'.repeat(40_000);
    const events = make(100).map((event) => ({ ...event, data: { pad } }));
    const all = events.map((event, index) => log.append(`${prefix}-${index}`, [event], 'no-stream'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    proxy.cut();
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(events.map(() => 'appended'));
  });

  it('an answer that never comes is given up and asked for again', async () => {
    await log.append(uniqueName(), make(1), 'any');
    const stream = uniqueName();
    proxy.swallowAnswers();
    const answer = log.append(stream, make(1), 'no-stream');
    await until(() => proxy.swallowed > 0, 'the swallowed answer');
    proxy.pass(); // the old connection stays open; only a new client finds a new one
    expect(await answer).toMatchObject({ kind: 'appended', revision: 0n });
    expect(await idsOf(direct, stream)).toHaveLength(1);
  });

  it('cut again and again in the middle of frames: every append once, every subscriber everything in order', async () => {
    const prefix = uniqueName();
    const streams = Array.from({ length: 60 }, (_, index) => ({
      name: `${prefix}-${index}`,
      events: make(3),
    }));
    const stop = new AbortController();
    const seen: { id: string; position: bigint }[] = [];
    const subscriber = (async () => {
      for await (const { events } of log.subscribeAll({
        streamPrefixes: [prefix],
        signal: stop.signal,
        maxBatch: 7,
      })) {
        seen.push(...events);
        if (seen.length >= 180) return;
      }
    })();
    let cutting: NodeJS.Timeout;
    const cutLater = (): void => {
      cutting = setTimeout(
        () => {
          proxy.cut();
          cutLater();
        },
        100 + Math.random() * 400,
      );
    };
    cutLater();
    const outcomes = [];
    for (let part = 0; part < 60; part += 6) {
      const group = streams.slice(part, part + 6);
      outcomes.push(
        ...(await Promise.all(group.map(({ name, events }) => log.append(name, events, 'no-stream')))),
      );
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    clearTimeout(cutting!);
    await subscriber;
    expect(proxy.cuts).toBeGreaterThan(3);
    expect(outcomes.map(({ kind }) => kind)).toEqual(streams.map(() => 'appended'));
    for (const { name, events } of streams)
      expect(await idsOf(direct, name)).toEqual(events.map(({ id }) => id));
    expect(seen).toHaveLength(180);
    expect(seen.every(({ position }, index) => index === 0 || position > seen[index - 1]!.position)).toBe(
      true,
    );
    expect(new Set(seen.map(({ id }) => id)).size).toBe(180);
  });

  it('a read that is cut goes on where it was', async () => {
    const stream = uniqueName();
    for (let part = 0; part < 4; part += 1) await direct.append(stream, make(1_000), 'any');
    proxy.cutAfterBytes(200_000);
    const mending = setInterval(() => proxy.cuts > 0 && proxy.pass(), 20);
    const revisions = (await collect(log.readStream(stream))).map(({ revision }) => Number(revision));
    clearInterval(mending);
    expect(proxy.cuts).toBeGreaterThan(0);
    expect(revisions).toEqual(Array.from({ length: 4_000 }, (_, index) => index));
  });
});

onEmbedded('the event store when the node restarts', () => {
  it('appends wait for it, subscriptions go on', async () => {
    const server = await startEmbedded();
    const log = createEventStore({ connectionString: server.connectionString });
    const stop = new AbortController();
    const seen: bigint[] = [];
    const subscriber = (async () => {
      for await (const { events } of log.subscribeAll({ signal: stop.signal })) {
        seen.push(...events.map(({ position }) => position));
        if (seen.length >= 200) return;
      }
    })();
    let done = 0;
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let count = 0; count < 50; count += 1) {
        expect(await log.append(`w-${writer}-${count}`, make(1), 'no-stream')).toMatchObject({
          kind: 'appended',
        });
        done += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await until(() => done > 30, 'some appends');
    await server.restart();
    await until(() => done > 90, 'more appends');
    await server.restart();
    await Promise.all(writers);
    await subscriber;
    expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => BigInt(index + 1)));
    await log.close();
    await server.stop();
  });
});
