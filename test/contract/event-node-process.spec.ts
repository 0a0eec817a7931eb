import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../apps/local/src/ports.js';
import { makeCertificate } from '../support/certificates.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { connectTo, J, uniqueName, until } from './support/events.js';
import { onEmbedded } from './support/server.js';

const program = resolve('dist/apps/local/src/event-node.main.js');

onEmbedded('the event node as a process of its own', () => {
  let database: TestDatabase;
  let directory: string;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(join(tmpdir(), 'sla-ledger-node-'));
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
    await database.drop();
  });

  const start = (env: Record<string, string>, args: string[] = []) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [program, ...args], { env: { PATH, LOG_LEVEL: 'warn', ...env } });
    running.push(child);
    return child;
  };
  /** What it says on both outputs, and its exit code, once it has ended. */
  const ended = async (child: ReturnType<typeof start>) => {
    const [out, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    return { out, error, code };
  };
  const secured = async (host: string) => {
    const { authority, certificate, key } = await makeCertificate('localhost');
    const files = { ca: authority, cert: certificate, key, secret: Buffer.from('ledger:sixteen letters.\n') };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, name), bytes);
    return {
      DATABASE_URL: database.url,
      SLA_LEDGER_EVENT_NODE_HOST: host,
      SLA_LEDGER_EVENT_NODE_PORT: String(await freePort()),
      SLA_LEDGER_EVENT_NODE_STATUS_PORT: String(await freePort()),
      SLA_LEDGER_EVENT_NODE_CERT_FILE: join(directory, 'cert'),
      SLA_LEDGER_EVENT_NODE_KEY_FILE: join(directory, 'key'),
      SLA_LEDGER_EVENT_NODE_SECRET_FILE: join(directory, 'secret'),
    };
  };

  it('serves with encryption and secret, tells how it is, and stops on SIGTERM', async () => {
    const env = await secured('0.0.0.0');
    const child = start(env);
    const end = ended(child);
    const get = (path: string) => fetch(`http://127.0.0.1:${env.SLA_LEDGER_EVENT_NODE_STATUS_PORT}${path}`);
    const isReady = async () => (await get('/health/ready').catch(() => undefined))?.status === 200;
    await until(isReady, 'ready', 30_000);
    const client = connectTo(
      `esdb://ledger:sixteen%20letters.@localhost:${env.SLA_LEDGER_EVENT_NODE_PORT}` +
        `?tls=true&tlsCAFile=${join(directory, 'ca')}`,
    );
    await client.appendToStream(uniqueName(), J(3));
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain('event_node_appends_total{outcome="appended",process="event-node"} 1');
    expect(metrics).toContain('event_node_position{process="event-node"} 3');
    await client.dispose();
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, error: '' });
  }, 60_000);

  it('says who holds the log when another one does', async () => {
    const first = await secured('localhost');
    const holder = start(first);
    const ready = `http://127.0.0.1:${first.SLA_LEDGER_EVENT_NODE_STATUS_PORT}/health/ready`;
    await until(async () => (await fetch(ready).catch(() => undefined))?.status === 200, 'ready', 30_000);
    const { error, code } = await ended(start(await secured('localhost')));
    expect(error).toContain(`already being written by process ${holder.pid} on host`);
    expect(code).toBe(1);
  }, 60_000);

  it('refuses to listen where others can come without encryption and secret, and says what to do', async () => {
    const { DATABASE_URL, SLA_LEDGER_EVENT_NODE_HOST } = await secured('0.0.0.0');
    const { error, code } = await ended(start({ DATABASE_URL, SLA_LEDGER_EVENT_NODE_HOST }));
    expect(error).toMatch(/^others can reach 0\.0\.0\.0.*certificate.*password.*--help names the variables/);
    expect(code).toBe(1);
  }, 60_000);

  it('names the variables that cannot be used, and what there are', async () => {
    const wrong = await ended(start({ SLA_LEDGER_EVENT_NODE_PORT: 'x' }));
    expect(wrong).toMatchObject({
      code: 1,
      error: expect.stringMatching(/SLA_LEDGER_EVENT_NODE_PORT[^]*DATABASE_URL/),
    });
    const help = await ended(start({}, ['--help']));
    expect(help).toMatchObject({
      code: 0,
      out: expect.stringContaining('SLA_LEDGER_EVENT_NODE_SECRET_FILE'),
    });
    expect((await ended(start({}, ['--port', '1']))).code).toBe(2);
  }, 60_000);
});
