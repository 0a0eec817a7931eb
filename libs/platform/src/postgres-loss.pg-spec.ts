import { createServer, type Server, type Socket, connect as dial } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { isConnectionLost } from './postgres.errors.js';
import { connect, disconnect, type Sql } from './postgres.js';

/** What a lost connection does to postgres.js: see `patches/postgres-3.4.9.mjs`, without which all of this fails. */
describe('a connection that is lost', () => {
  let database: TestDatabase;
  let proxy: Server;
  let url: string;
  const live = new Set<Socket>();
  const cut = (): void => live.forEach((socket) => socket.destroy());
  let refuses = false;
  /** Cuts the next connection that asks the database for its array types. */
  let cutsAtTypes = false;
  let sql: Sql;
  let other: Sql;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { port, hostname } = new URL(database.url);
    proxy = createServer((client) => {
      if (refuses) return client.on('error', () => undefined).destroy();
      const server = dial(Number(port), hostname);
      for (const socket of [client, server]) {
        live.add(socket);
        socket.on('error', () => undefined).on('close', () => live.delete(socket));
      }
      client.on('data', (bytes) => {
        if (!cutsAtTypes || !bytes.includes('typarray')) return;
        cutsAtTypes = false;
        client.destroy();
      });
      client.pipe(server).on('close', () => client.destroy());
      server.pipe(client).on('close', () => server.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const through = new URL(database.url);
    through.host = `127.0.0.1:${address.port}`;
    url = through.href;
    other = connect({ url: database.url, applicationName: 'other', max: 1 });
  });
  beforeEach(() => {
    sql = connect({ url, applicationName: 'victim', max: 1 });
  });
  afterEach(() => disconnect(sql));
  afterAll(async () => {
    await disconnect(other);
    cut();
    await new Promise((resolve) => proxy.close(resolve));
    await database.drop();
  });

  const works = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  };
  const kill = async (): Promise<unknown> =>
    await other`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'`;
  const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it.each([
    ['by the server', kill],
    ['by the network', async () => cut()],
  ])('%s under a statement of a transaction fails that, and the next works', async (_name, lose) => {
    const failed = sql
      .begin(async (tx) => {
        setTimeout(() => void lose(), 100);
        await tx`select pg_sleep(10)`;
      })
      .catch((error: unknown) => error);
    expect(isConnectionLost(await failed)).toBe(true);
    await works();
  });

  it.each([
    ['by the server', kill],
    ['by the network', async () => cut()],
  ])(
    '%s between two statements never lets the second run outside of its transaction',
    async (_name, lose) => {
      await other`drop table if exists stray`;
      await other`create table stray (id int)`;
      let late: unknown;
      const failed = sql
        .begin(async (tx) => {
          await tx`select 1`;
          await lose();
          await soon(50);
          await works();
          late = await tx`insert into stray values (1)`.catch((error: unknown) => error);
        })
        .catch((error: unknown) => error);
      expect(isConnectionLost(await failed)).toBe(true);
      await soon(200);
      expect(isConnectionLost(late)).toBe(true);
      expect(await other`select * from stray`).toEqual([]);
      await works();
    },
  );

  it('while a statement is being sent does not spoil the connection for ever', async () => {
    await works();
    cut();
    const failed = await Promise.all([1, 2, 3].map(() => sql`select 2`.catch((error: unknown) => error)));
    expect(failed.every((each) => Array.isArray(each) || isConnectionLost(each))).toBe(true);
    await soon(50);
    await works();
  });

  it('while connections are being reserved leaves none of them waiting for ever, and none taken', async () => {
    const reserve = async (): Promise<unknown> => {
      const session = await sql.reserve();
      await session`select 1`;
      session.release();
      return 'reserved';
    };
    await works();
    refuses = true;
    cut();
    const early = [1, 2, 3, 4].map(() => reserve().catch((error: unknown) => error));
    await soon(1_000);
    refuses = false;
    const late = [1, 2, 3, 4].map(() => reserve().catch((error: unknown) => error));
    const all = await Promise.all([...early, ...late]);
    expect(all.every((each) => each === 'reserved' || isConnectionLost(each))).toBe(true);
    await works();
  }, 10_000);

  it.each([
    ['a statement', () => sql`select 1 as one`],
    ['a connection of its own', async () => (await sql.reserve()).release()],
  ])('while it is made for %s is told to who waits for it, and to nobody else', async (_name, wait) => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => void unheard.push(error);
    process.on('unhandledRejection', hear);
    cutsAtTypes = true;
    const told = await Promise.resolve(wait()).catch((error: unknown) => error);
    await soon(50);
    process.off('unhandledRejection', hear);
    expect(cutsAtTypes).toBe(false);
    expect(!(told instanceof Error) || isConnectionLost(told)).toBe(true);
    expect(unheard).toEqual([]);
    await works();
  });

  it('under a cursor ends the cursor, not the process', async () => {
    const rows: unknown[] = [];
    const failed = await (async () => {
      for await (const chunk of sql`select generate_series(1, 100) as n`.cursor(10)) {
        rows.push(...chunk);
        if (rows.length === 20) await kill();
        await soon(20);
      }
    })().catch((error: unknown) => error);
    expect(isConnectionLost(failed)).toBe(true);
    expect(rows.length).toBeLessThan(100);
    await works();
  });

  it('under a statement does not keep the pool from ending', async () => {
    const failed = sql`select pg_sleep(10)`.catch((error: unknown) => error);
    await soon(100);
    await kill();
    expect(isConnectionLost(await failed)).toBe(true);
    const started = performance.now();
    await sql.end();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
