import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as timer } from 'node:timers/promises';
import { startEventNode, type EventNode } from '@app/event-node';
import { pino } from 'pino';
import { interpolate, readCompose, type ComposeService } from '../support/compose-file.js';
import { exampleAgreement } from '../support/example-agreement.js';
import { freePort } from '../../apps/local/src/ports.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const compose = readCompose(resolve('docker-compose.yml'));
const password = 'p4ssword';
const token = 'a-token-of-the-test';

/** The services of docker-compose.yml as processes here: same programs, same environment, other addresses. */
describe('the programs in the environment of docker-compose.yml', () => {
  let node: EventNode;
  let databases: TestDatabase[];
  let directory: string;
  const ports: Record<string, number> = {};
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    databases = [await createTestDatabase(), await createTestDatabase()];
    const [log] = databases;
    node = await startEventNode({ database: { url: log!.url }, port: 0, logger: pino({ level: 'silent' }) });
    directory = await mkdtemp(join(tmpdir(), 'sla-ledger-deployment-'));
    await writeFile(join(directory, 'tokens'), `${token} desk-1\n`);
    ports['3000'] = await freePort();
    ports['9090'] = await freePort();
  });
  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
  afterAll(async () => {
    await node.stop();
    for (const database of databases) await database.drop();
    await rm(directory, { recursive: true });
  });

  /** What stands in the compose file, with the addresses of this test in the place of those inside Docker. */
  const here = (value: string): string => {
    const replaced = [
      [/^postgres:.*@postgres:5432\/.*$/, databases[1]!.url],
      [/^esdb:\/\/event-store:2113\?tls=false$/, node.connectionString],
      ['/run/secrets/tokens', join(directory, 'tokens')],
      [/(?<=:|^)(3000|9090)(?=\/|$)/, (port: string) => String(ports[port])],
    ] as const;
    return replaced.reduce<string>(
      (whole, [from, to]) => (typeof to === 'string' ? whole.replace(from, to) : whole.replace(from, to)),
      interpolate(value, { POSTGRES_PASSWORD: password }),
    );
  };
  const service = (name: string): ComposeService => {
    const found = compose.services[name];
    if (found === undefined) throw new Error(`there is no service ${name}`);
    return found;
  };
  const environmentOf = (name: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(service(name).environment).map(([variable, value]) => [variable, here(value)]),
    );
  const run = ([program, ...args]: readonly string[], env: Record<string, string>): ChildProcess => {
    if (program !== 'node') throw new Error(`not node: ${program}`);
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    return child;
  };
  const start = (name: string, env = environmentOf(name)) => run(service(name).command ?? [], env);
  /** As Docker asks: the command of the health check. */
  const isHealthy = async (name: string): Promise<boolean> => {
    const [, ...command] = service(name).healthcheck.test;
    const [code] = (await once(run(command.map(here), {}), 'exit')) as [number | null];
    return code === 0;
  };
  const untilHealthy = async (name: string, program: ChildProcess): Promise<void> => {
    const said = text(program.stdout!);
    for (let tries = 0; !(await isHealthy(name)); tries += 1) {
      if (program.exitCode !== null || tries > 100) throw new Error(`${name} is not healthy: ${await said}`);
      await timer(200);
    }
  };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${ports['3000']}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });

  it('serve: healthy, an agreement and a fact recorded, a figure read, and end on SIGTERM', async () => {
    const programs = ['api', 'projector'].map((name) => ({ name, program: start(name) }));
    for (const { name, program } of programs) await untilHealthy(name, program);

    const agreement = exampleAgreement();
    const put = await call(`/v1/agreements/${agreement.agreementId}`, {
      method: 'PUT',
      body: JSON.stringify(agreement),
    });
    expect(put.status).toBe(201);
    const { customerId, serviceId, agreementId } = agreement;
    const ticket = {
      ticketId: 'INC-1',
      occurredAt: '2026-03-02T09:00:00+01:00',
      type: 'incident',
      customerId,
      serviceId,
      priority: 'high',
      channel: 'phone',
    };
    await call('/v1/tickets', { method: 'POST', body: JSON.stringify(ticket) });
    const fact = { type: 'ResponseGiven', occurredAt: '2026-03-02T09:10:00+01:00' };
    const recorded = await call('/v1/tickets/INC-1/facts', { method: 'POST', body: JSON.stringify(fact) });
    expect(recorded.status).toBe(201);
    const { position } = (await recorded.json()) as { position: string };
    const month = `/v1/evaluations/${agreementId}/2026-03?include=figures&minPosition=${position}`;
    const { figures } = (await (await call(month)).json()) as { figures: Record<string, unknown>[] };
    const figure = figures.find(
      (row) => row.metric === 'response' && row.objectiveId === 'high' && row.basis === 'net',
    );
    expect(figure).toMatchObject({ met: 1, measured: 1, percent: 100, verdict: 'met' });

    for (const { name, program } of programs) {
      program.kill('SIGTERM');
      expect([name, ...((await once(program, 'exit')) as unknown[])]).toEqual([name, 0, null]);
      expect([name, await isHealthy(name)]).toEqual([name, false]);
    }
  });

  it.each([
    ['api', 'DATABASE_URL', /DATABASE_URL and EVENTSTORE_URL must both be set/],
    ['api', 'EVENTSTORE_URL', /DATABASE_URL and EVENTSTORE_URL must both be set/],
    ['api', 'SLA_LEDGER_TOKEN_FILE', /give SLA_LEDGER_TOKEN_FILE as well/],
    ['projector', 'DATABASE_URL', /DATABASE_URL and EVENTSTORE_URL must both be set/],
    ['projector', 'EVENTSTORE_URL', /DATABASE_URL and EVENTSTORE_URL must both be set/],
  ])('%s refuses to start without %s, and says so', async (name, variable, words) => {
    const { [variable]: _, ...env } = environmentOf(name);
    const program = start(name, env);
    const said = text(program.stdout!);
    expect(await once(program, 'exit')).toEqual([1, null]);
    expect(await said).toMatch(words);
  });

  it('refuse a token file that is not there', async () => {
    const program = start('api', { ...environmentOf('api'), SLA_LEDGER_TOKEN_FILE: join(directory, 'none') });
    const said = text(program.stdout!);
    expect(await once(program, 'exit')).toEqual([1, null]);
    expect(await said).toMatch(/the token file .*none cannot be read/);
  });

  it('have nothing else in the image: its default is the API, with the same health check', async () => {
    const dockerfile = await readFile('Dockerfile', 'utf8');
    const commands = [...dockerfile.matchAll(/^\s*CMD (\[.*\])$/gm)].map(
      ([, json]) => JSON.parse(json ?? '') as string[],
    );
    const { command, healthcheck } = service('api');
    expect(commands).toEqual([healthcheck.test.slice(1), command]);
  });
});
