import { readdir, readFile, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createEventStore } from '@app/event-store';
import { askApi, readStackFile, withPostgres } from '../support/stack-api.js';
import { StackTests, untilGone } from '../support/stack-process.js';

describe('the stack, from start to stop', () => {
  const stacks = new StackTests();
  afterEach(() => stacks.cleanUp());

  const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

  it('serves, says where in one line, and is gone within 10 s of SIGTERM', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const stack = await stacks.start({ dataDir });
    await stack.ready;
    const processes = stack.processes();
    const token = (await readFile(join(dataDir, 'operator.token'), 'utf8')).trim();
    expect(token).toMatch(/^[\w-]{43}$/);
    const address = `http://127.0.0.1:${stack.port}`;
    expect(stack.stdout()).toBe(`sla-ledger is ready at ${address}/ (sign in: ${address}/#token=${token})\n`);
    expect(await modeOf(join(dataDir, 'operator.token'))).toBe('600');
    expect(await modeOf(join(dataDir, 'stack.json'))).toBe('600');
    expect(await modeOf(join(dataDir, 'postgres.secrets.json'))).toBe('600');
    expect(await readStackFile(dataDir)).toEqual({
      api: address,
      eventStore: expect.stringMatching(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=false$/),
      postgres: expect.stringMatching(/^postgres:\/\/sla_ledger:\w+@127\.0\.0\.1:\d+\/sla_ledger$/),
    });
    const { pid, env } = await askApi(stack.port);
    expect(processes.map((child) => child.pid)).toContain(pid);
    const { eventStore, postgres } = await readStackFile(dataDir);
    expect(env).toMatchObject({
      SLA_LEDGER_HOST: '127.0.0.1',
      SLA_LEDGER_TOKEN_FILE: join(dataDir, 'operator.token'),
      DATABASE_URL: postgres,
      EVENTSTORE_URL: eventStore,
    });

    const asked = performance.now();
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
    await untilGone(processes, 0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(processes.length).toBeGreaterThanOrEqual(5);
    expect((await readdir(dataDir)).sort()).toEqual(
      ['lock', 'logs', 'operator.token', 'postgres', 'postgres.secrets.json'].sort(),
    );
    expect(await readdir(join(dataDir, 'lock'))).toEqual([]);
  });

  it('runs Postgres durably, in UTF8, locale C and UTC, and as nobody who may do everything', async () => {
    const stack = await stacks.start({ dataDir: join(await stacks.directory(), 'data') });
    await stack.ready;
    const { postgres } = await readStackFile(stack.dataDir);
    const settings = await withPostgres(postgres, async (sql) => {
      const names = [
        'fsync',
        'synchronous_commit',
        'full_page_writes',
        'server_encoding',
        'TimeZone',
        'data_checksums',
      ];
      const rows = await sql<{ name: string; setting: string }[]>`
        select name, setting from pg_settings where name in ${sql(names)}`;
      const [database] = await sql<{ collate: string; superuser: string }[]>`
        select datcollate as collate, current_setting('is_superuser') as superuser
        from pg_database where datname = current_database()`;
      return { ...Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), ...database };
    });
    expect(settings).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      data_checksums: 'on',
      collate: 'C',
      superuser: 'off',
    });
  });

  it('lets nobody into Postgres without the password, or from another address', async () => {
    const stack = await stacks.start({ dataDir: join(await stacks.directory(), 'data') });
    await stack.ready;
    const { postgres } = await readStackFile(stack.dataDir);
    const one = (url: URL): Promise<unknown> => withPostgres(url.href, (sql) => sql`select 1`);
    const wrong = new URL(postgres);
    wrong.password = 'guess';
    await expect(one(wrong)).rejects.toMatchObject({ code: '28P01' });
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((face) => face !== undefined && !face.internal && face.family === 'IPv4');
    if (outside === undefined) {
      process.stderr.write('NOT RUN: another address: this machine has none but loopback\n');
      return;
    }
    const elsewhere = new URL(postgres);
    elsewhere.hostname = outside.address;
    await expect(one(elsewhere)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('keeps what was recorded, and the token, over a stop by Ctrl-C', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await stacks.start({ dataDir });
    await first.ready;
    const append = async (url: string): Promise<void> => {
      const log = createEventStore({ connectionString: url });
      const event = {
        id: '6d0d4d2c-9c2e-4d43-9f6b-3f2b8b1f8a11',
        type: 'Noted',
        data: { n: 1 },
        metadata: {},
      };
      await log.append('note-1', [event], 'no-stream');
      await log.close();
    };
    await append((await readStackFile(dataDir)).eventStore);
    const line = first.stdout();
    first.signal('SIGINT');
    expect(await first.exited).toBe(0);

    const began = performance.now();
    const second = await stacks.start({ dataDir, port: first.port });
    await second.ready;
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(second.stdout()).toBe(line);
    const log = createEventStore({ connectionString: (await readStackFile(dataDir)).eventStore });
    expect(await log.last()).toMatchObject({ stream: 'note-1', data: { n: 1 } });
    await log.close();
  });

  it('starts nothing that the environment says is elsewhere', async () => {
    const dataDir = await stacks.directory();
    const env = {
      DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/other',
      EVENTSTORE_URL: 'esdb://127.0.0.1:2?tls=false',
      SLA_LEDGER_TOKEN_FILE: join(dataDir, 'my-tokens'),
    };
    const stack = await stacks.start({ dataDir, env });
    await stack.ready;
    expect(stack.stdout()).toBe(`sla-ledger is ready at http://127.0.0.1:${stack.port}/\n`);
    expect(stack.processes()).toHaveLength(2);
    expect((await askApi(stack.port)).env).toMatchObject(env);
    expect(await readStackFile(dataDir)).toMatchObject({
      postgres: env.DATABASE_URL,
      eventStore: env.EVENTSTORE_URL,
    });
    expect((await readdir(dataDir)).sort()).toEqual(['lock', 'logs', 'stack.json']);
  });

  it('takes any free port for 0', async () => {
    const env = {
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c',
      EVENTSTORE_URL: 'esdb://127.0.0.1:2?tls=false',
    };
    const stack = await stacks.start({ dataDir: await stacks.directory(), port: 0, env });
    await stack.ready;
    const { api } = await readStackFile(stack.dataDir);
    expect(Number(new URL(api).port)).toBeGreaterThan(0);
    expect((await fetch(api)).status).toBe(200);
  });
});
