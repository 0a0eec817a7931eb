import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type EventStoreDBClient,
  type Position,
  START,
  streamNameFilter,
  TimeoutError,
} from '@eventstore/db-client';
import { collect, connectTo, errorOf, J, record, uniqueName, until } from './support/events.js';
import { type EmbeddedServer, metricOf, onEmbedded, startEmbedded } from './support/server.js';

onEmbedded('readers of the embedded node', () => {
  let server: EmbeddedServer;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    server = await startEmbedded({ slowReaderMs: 1_000 });
    client = connectTo(server.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
  });

  const metric = (name: string) => metricOf(server.node, name);
  const fill = async (stream: string, megabytes: number) => {
    const pad = 'x'.repeat(10_000);
    for (let part = 0; part < megabytes; part += 1) await client.appendToStream(stream, J(100, pad));
  };

  it('one that takes nothing is cut off, and goes on after the last event that it got', async () => {
    const prefix = uniqueName();
    const filter = streamNameFilter({ prefixes: [prefix] });
    const subscription = client.subscribeToAll({ filter });
    const first = record(subscription);
    await until(() => first.log.includes('caughtUp'), 'caught up');
    subscription.pause();
    await fill(prefix, 8);
    await until(async () => (await metric('readers_cut_total')) === 1, 'the cut');
    expect(await metric('subscribers')).toBe(0);
    subscription.resume();
    await until(() => first.errors.length > 0, 'the error');
    expect(first.errors[0]).toBeInstanceOf(TimeoutError);
    expect(first.errors[0]).toMatchObject({ code: 10, message: expect.stringMatching(/resubscription/) });
    const last = first.events().at(-1);
    expect(first.events().length).toBeLessThan(800);
    const again = client.subscribeToAll({ filter, fromPosition: last?.position ?? START });
    const rest = record(again);
    await until(() => rest.log.includes('caughtUp'), 'the rest');
    const revisions = [...first.events(), ...rest.events()].map(({ revision }) => Number(revision));
    expect(revisions).toEqual(Array.from({ length: 800 }, (_, index) => index));
    await again.unsubscribe();
  });

  it('one that is only slow is not', async () => {
    const stream = uniqueName();
    await fill(stream, 3);
    const cut = await metric('readers_cut_total');
    let seen = 0;
    for await (const event of client.readStream(stream)) {
      expect(event.event).toBeDefined();
      seen += 1;
      if (seen % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 700));
    }
    expect(seen).toBe(300);
    expect(await metric('readers_cut_total')).toBe(cut);
  });

  it('holds a page at most for each that stands still', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const inUse = () => {
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return (heapUsed + arrayBuffers) / 1_048_576;
    };
    const patient = await startEmbedded({ slowReaderMs: 600_000 });
    const own = connectTo(patient.connectionString);
    const prefix = uniqueName();
    const before = inUse();
    const filter = streamNameFilter({ prefixes: [prefix] });
    const subscriptions = Array.from({ length: 40 }, () => own.subscribeToAll({ filter }));
    await Promise.all(
      subscriptions.map((each) => new Promise((resolve) => each.once('confirmation', resolve))),
    );
    for (const each of subscriptions) each.pause();
    for (let part = 0; part < 30; part += 1) {
      await own.appendToStream(`${prefix}-${part}`, J(100, 'x'.repeat(10_000)));
    }
    await until(async () => (await metricOf(patient.node, 'subscriber_lag_events')) > 2_000, 'the lag');
    // Whole, the log would be there 40 times: 1.2 GB.
    expect(inUse() - before).toBeLessThan(150);
    await Promise.all(subscriptions.map((each) => each.unsubscribe()));
    await own.dispose();
    await patient.stop();
  });

  it('one that has seen more than there is learns that it is at the wrong log', async () => {
    await client.appendToStream(uniqueName(), J(1));
    const commit = BigInt(server.node.head()) + 1n;
    const subscription = client.subscribeToAll({ fromPosition: { commit, prepare: commit } });
    const seen = record(subscription);
    await until(() => seen.errors.length > 0, 'the error');
    expect(seen.log).toEqual(['confirmation']);
    expect(seen.errors[0]).toMatchObject({ code: 3, message: expect.stringMatching(/invalid position/) });
    const head: Position = { commit: commit - 1n, prepare: commit - 1n };
    const fitting = client.subscribeToAll({ fromPosition: head });
    const rest = record(fitting);
    await until(() => rest.log.includes('caughtUp'), 'caught up');
    await fitting.unsubscribe();
  });

  it('a pattern that others would try for ever holds nobody up', async () => {
    const stream = `${uniqueName()}-${'a'.repeat(60)}!`;
    await client.appendToStream(stream, J(1));
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ regex: '-(a+)+$' }) });
    const seen = record(subscription);
    await until(() => seen.log.includes('caughtUp'), 'caught up');
    expect(seen.events()).toEqual([]);
    await subscription.unsubscribe();
  });

  it('a pattern that cannot be used is refused', async () => {
    const read = collect(client.subscribeToAll({ filter: streamNameFilter({ regex: '(?=x)' }) }));
    expect(await errorOf(read)).toMatchObject({
      code: 3,
      message: expect.stringMatching(/regular expression/),
    });
  });
});
