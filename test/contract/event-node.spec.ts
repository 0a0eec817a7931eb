import { type EventStoreDBClient, type Position, START, streamNameFilter } from '@eventstore/db-client';
import postgres from 'postgres';
import { CannotListenError, NotLoopbackError, startEventNode, WriterLockedError } from '@app/event-node';
import { createTestDatabase } from '../support/test-database.js';
import { collect, connectTo, errorOf, J, record, recorded, uniqueName, until } from './support/events.js';
import { type EmbeddedServer, metricOf, nodeLogger, onEmbedded, startEmbedded } from './support/server.js';

onEmbedded('the embedded node', () => {
  let server: EmbeddedServer;
  let client: EventStoreDBClient;
  let sql: postgres.Sql;

  beforeAll(async () => {
    server = await startEmbedded();
    client = connectTo(server.connectionString);
    sql = postgres(server.databaseUrl, { max: 2, onnotice: () => undefined });
  });
  afterAll(async () => {
    await client.dispose();
    await sql.end();
    await server.stop();
  });

  const positions = (events: readonly { position?: Position }[]) =>
    events.map((event) => event.position?.commit ?? 0n);
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => BigInt(index + 1));
  const allPositions = async () => positions((await collect(client.readAll())).map(recorded));
  const appendUntilTaken = async (stream: string) => {
    const [event] = J(1);
    for (let attempt = 0; attempt < 200; attempt += 1) {
      try {
        return await client.appendToStream(stream, event!);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
    throw new Error('never taken');
  };

  it('49: a restart ends subscriptions with an error, and loses and doubles nothing', async () => {
    const prefix = uniqueName();
    const filter = streamNameFilter({ prefixes: [prefix] });
    const first = J(3);
    await client.appendToStream(prefix, first);
    const before = record(client.subscribeToAll({ filter }));
    await until(() => before.log.includes('caughtUp'), 'caught up');
    const stopped = server.restart();
    await until(() => before.errors.length > 0, 'the error');
    expect(['unavailable', 'cancelled', 'unknown']).toContain((before.errors[0] as { type: string }).type);
    await stopped;
    await appendUntilTaken(prefix);
    const fromPosition = before.events().at(-1)?.position;
    const subscription = client.subscribeToAll({ filter, fromPosition: fromPosition ?? START });
    const after = record(subscription);
    await until(() => after.events().length === 1, 'what was missing');
    expect([...before.events(), ...after.events()].map((event) => Number(event.revision))).toEqual([
      0, 1, 2, 3,
    ]);
    await subscription.unsubscribe();
  });

  it('what was answered before a stop is there after the start, once', async () => {
    const prefix = uniqueName();
    const answered: string[] = [];
    const refused: string[] = [];
    const attempts = Array.from({ length: 400 }, async (_, index) => {
      const [event] = J(1);
      await new Promise((resolve) => setTimeout(resolve, index / 4));
      try {
        await client.appendToStream(`${prefix}-${index}`, event!, { expectedRevision: 'no_stream' });
        answered.push(event!.id);
      } catch {
        refused.push(event!.id);
      }
    });
    await until(() => answered.length > 20, 'some answers');
    await server.restart();
    await Promise.all(attempts);
    expect(refused.length).toBeGreaterThan(0); // the stop fell into the middle
    await appendUntilTaken(uniqueName());
    const stored = (await collect(client.readAll()))
      .map(recorded)
      .filter((event) => event.streamId.startsWith(prefix))
      .map((event) => event.id);
    expect(new Set(stored).size).toBe(stored.length);
    expect(answered.filter((id) => !stored.includes(id))).toEqual([]);
  });

  it('appends that wait together share a transaction; positions have no gaps', async () => {
    const counted = ['appends_total', 'transaction_events_sum', 'transaction_events_count'];
    const count = () => Promise.all(counted.map((name) => metricOf(server.node, name)));
    const before = await count();
    await Promise.all(Array.from({ length: 300 }, () => client.appendToStream(uniqueName(), J(2))));
    const [appends, events, transactions] = (await count()).map((each, index) => each - before[index]!);
    expect([appends, events]).toEqual([300, 600]);
    expect(transactions).toBeLessThan(100);
    expect(await allPositions()).toEqual(upTo(server.node.head()));
  });

  it('ordering probe: nobody sees a position before those below it', async () => {
    const subscription = client.subscribeToAll({ fromPosition: START });
    const seen = record(subscription);
    await until(() => seen.log.includes('caughtUp'), 'caught up');
    const head = server.node.head();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const foreign = sql.begin(async (tx) => {
      await tx`insert into log.event values (${head + 1}, 'foreign', 0, gen_random_uuid(), 'Foreign', true, '{}', '', 0)`;
      await held;
      await tx`rollback`;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    let answered = 0;
    const appends = J(5).map(async (event) => {
      await client.appendToStream(uniqueName(), event);
      answered += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([answered, server.node.head(), seen.events().length]).toEqual([0, head, head]);
    release();
    await foreign.catch(() => undefined);
    await Promise.all(appends);
    await until(() => seen.events().length === head + 5, 'the events');
    expect(positions(seen.events())).toEqual(upTo(head + 5));
    await subscription.unsubscribe();
  });

  it('when it cannot tell how a transaction ended it reads the end of the log again', async () => {
    await client.appendToStream(uniqueName(), J(1)); // so that there is something in memory
    const subscription = client.subscribeToAll({ fromPosition: START });
    const seen = record(subscription);
    await until(() => seen.log.includes('caughtUp'), 'caught up');
    const head = server.node.head();
    // Stands for a commit whose answer was lost: the place is taken, and the node has not been told.
    await sql`insert into log.event values (${head + 1}, 'foreign', 0, gen_random_uuid(), 'Foreign', true, '{}', '', 0)`;
    const refused = await errorOf(client.appendToStream(uniqueName(), J(1)));
    expect(refused).toMatchObject({ type: 'unavailable' });
    await appendUntilTaken(uniqueName());
    await until(() => seen.events().length === head + 2, 'the events');
    expect(positions(seen.events())).toEqual(upTo(head + 2));
    expect(await allPositions()).toEqual(upTo(head + 2));
    await subscription.unsubscribe();
  });

  it('takes the right to write back when its connection is lost', async () => {
    const losses = await metricOf(server.node, 'writer_losses_total');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'event-node writer%'
      and datname = current_database()`;
    await until(async () => (await metricOf(server.node, 'writer_losses_total')) === losses + 1, 'the loss');
    await appendUntilTaken(uniqueName());
    expect(await allPositions()).toEqual(upTo(server.node.head()));
  });

  it('a subscriber that falls far behind reads the table, not a buffer kept for it', async () => {
    const prefix = uniqueName();
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: [prefix] }) });
    const seen = record(subscription);
    await until(() => seen.log.includes('caughtUp'), 'caught up');
    subscription.pause();
    const pad = 'x'.repeat(4_500);
    for (let part = 0; part < 30; part += 1) await client.appendToStream(`${prefix}-${part}`, J(200, pad));
    const pages = await metricOf(server.node, 'pages_total');
    subscription.resume();
    await until(() => seen.events().length === 6_000, 'all events', 30_000);
    expect(await metricOf(server.node, 'pages_total')).toBeGreaterThan(pages);
    const all = positions(seen.events());
    expect(all.every((position, index) => index === 0 || position === all[index - 1]! + 1n)).toBe(true);
    await subscription.unsubscribe();
    await until(async () => (await metricOf(server.node, 'subscribers')) === 0, 'the node notices');
  });

  it('refuses to delete and to keep metadata, and says why', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, J(1));
    for (const call of [client.deleteStream(stream), client.tombstoneStream(stream)]) {
      expect(await errorOf(call)).toMatchObject({ code: 12, message: expect.stringMatching(/append-only/) });
    }
    const metadata = await errorOf(client.setStreamMetadata(stream, { maxCount: 1 }));
    expect(metadata).toMatchObject({ message: expect.stringMatching(/UNIMPLEMENTED.*metadata/) });
  });

  it('is found by discovery', async () => {
    const discovering = connectTo(server.connectionString.replace('esdb:', 'esdb+discover:'));
    expect(await discovering.appendToStream(uniqueName(), J(1))).toMatchObject({ success: true });
    await discovering.dispose();
  });

  it('a second node on the same log refuses to start and says who writes', async () => {
    const options = {
      database: { url: server.databaseUrl },
      port: 0,
      logger: nodeLogger,
      waitForWriterMs: 200,
    };
    const error = await errorOf(startEventNode(options));
    expect(error).toBeInstanceOf(WriterLockedError);
    expect(String(error)).toContain(`process ${process.pid} on host`);
  });

  it('listens on loopback only, and says when the port is taken', async () => {
    const database = await createTestDatabase();
    const options = { database: { url: database.url }, port: server.node.port, logger: nodeLogger };
    expect(await errorOf(startEventNode({ ...options, host: '0.0.0.0' }))).toBeInstanceOf(NotLoopbackError);
    expect(await errorOf(startEventNode(options))).toBeInstanceOf(CannotListenError);
    await database.drop();
  });

  it('the time of recording never goes back, whatever the clock does', async () => {
    let nowMs = 1_700_000_000_000;
    const own = await startEmbedded({ clock: { nowMs: () => nowMs } });
    const first = connectTo(own.connectionString);
    // The deadline of a call is an instant of the machine's clock, so the clock in the test stays behind it.
    await first.appendToStream('a', J(1));
    nowMs -= 3_600_000;
    await first.appendToStream('a', J(1));
    await own.restart();
    for (let attempt = 0; attempt < 5; attempt += 1)
      await first.appendToStream('a', J(1)).catch(() => undefined);
    const times = (await collect(first.readAll())).map((event) => recorded(event).created.getTime());
    expect(times.length).toBeGreaterThan(2);
    expect(new Set(times)).toEqual(new Set([1_700_000_000_000]));
    await first.dispose();
    await own.stop();
  });
});
