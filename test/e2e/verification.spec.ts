import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { runCli } from '../../apps/cli/test/run-cli.js';
import { openProjector, type Projector } from '../../apps/projector/src/open-projector.js';
import { agreement, clock, type FrozenLedger, startFrozenLedger } from '../support/frozen-ledger.js';
import { untilQuiet } from '../support/quiet.js';

let frozen: FrozenLedger;

beforeAll(async () => {
  frozen = await startFrozenLedger();
}, 120_000);
afterAll(() => frozen.stop());

/** Every row that serves; without where the log has been looked through to, which moves without any event. */
const rowsThatServe = async (): Promise<string> => {
  const tables = await frozen.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'read' and tablename <> 'projection_group' order by 1`;
  const all: unknown[] = [];
  for (const { name } of tables)
    all.push(
      name,
      await frozen.sql`select each::text as row from ${frozen.sql(`read.${name}`)} as each order by 1`,
    );
  return JSON.stringify(all);
};

describe('a ledger that nobody has tampered with', () => {
  it('is intact, all of it, and nothing of what serves is touched', async () => {
    const before = await rowsThatServe();
    const found = await frozen.verified();
    const [count] = await frozen.sql`
      select (select count(*) from log.event)::integer as events, (select count(*) from read.ticket)::integer as tickets,
        (select max(position) from log.event) as last`;
    expect(found).toMatchObject({ outcome: 'intact', differences: [], counts: [] });
    expect(found.checked).toMatchObject({
      events: count!['events'],
      leaves: count!['events'],
      heads: 1,
      tickets: count!['tickets'],
      frozen: 1,
    });
    expect(found.checked.tickets).toBeGreaterThan(1);
    expect(found.checked.rows).toBeGreaterThan(found.checked.events);
    expect(Number(found.position)).toBeGreaterThanOrEqual(Number(count!['last']));
    expect(found.progress).toEqual(
      expect.arrayContaining([
        { part: 'log', done: found.checked.events, total: found.checked.events },
        { part: 'tickets', done: found.checked.tickets, total: found.checked.tickets },
        { part: 'frozen', done: 1, total: 1 },
      ]),
    );
    expect(await rowsThatServe()).toBe(before);
    expect((await frozen.get('/v1/audit/verifications')).items[0]).toEqual(found);
    await frozen.ledger.call('get', '/v1/audit/verifications/none').expect(404);
  });

  it('is verified once at a time, and from the command line', async () => {
    const ask = async (): Promise<string> =>
      (await frozen.ledger.call('post', '/v1/audit/verifications').expect(202)).body.id;
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one).toBe(other);
    await frozen.ledger.app.listen(0, '127.0.0.1');
    const { port } = frozen.ledger.app.getHttpServer().address() as AddressInfo;
    const server = ['--server', `http://127.0.0.1:${port}`, '--token', 'operator-token'];
    const intact = await runCli(['verify', ...server]);
    expect(intact).toMatchObject({ code: 0, err: '' });
    expect(intact.out).toMatch(
      /^\d+ events \(\d+ leaves, 1 heads\), \d+ rows at position \d+, \d+ tickets, 1 frozen months\nintact: .*\n$/,
    );
  });
});

describe('a verification', () => {
  let next: Projector | undefined;

  afterAll(() => next?.close());

  it('is of one position while facts come in', async () => {
    let [writing, written] = [true, 0];
    const fact = (type: string, n: number, minutes: number, data: object) => ({
      ticketId: `T-${n}`,
      type,
      occurredAt: new Date(Date.parse('2026-03-02T09:00:00Z') + minutes * 60_000).toISOString(),
      data,
    });
    const own = { customerId: agreement.customerId, serviceId: agreement.serviceId };
    const write = async (): Promise<void> => {
      for (; writing; written += 1) {
        const facts = [
          fact('TicketRegistered', written, 0, {
            type: 'incident',
            channel: 'portal',
            priority: 'low',
            ...own,
          }),
          fact('ResponseGiven', written, 20, {}),
        ];
        await frozen.ledger
          .call('post', '/v1/imports')
          .set('content-type', 'application/x-ndjson')
          .send(facts.map((each) => `${JSON.stringify(each)}\n`).join(''))
          .expect(200);
      }
    };
    const writer = write();
    const found = [await frozen.verified(), await frozen.verified()];
    writing = false;
    await writer;
    expect(found.map(({ outcome, differences }) => [outcome, differences])).toEqual([
      ['intact', []],
      ['intact', []],
    ]);
    expect(found[1]!.checked.tickets).toBeGreaterThan(found[0]!.checked.tickets);
    expect(written).toBeGreaterThan(2);
    await untilQuiet(frozen.ledger.opened.parts);
  });

  it('that was under way when its process was killed is begun again by the next', async () => {
    await frozen.ledger.stopProjector();
    const { body } = await frozen.ledger.call('post', '/v1/audit/verifications').expect(202);
    await frozen.sql`
      update scratch.verification set state = 'running', progress = '[{"part": "log", "done": 3, "total": 9}]'
      where id = ${body.id}`;
    expect((await frozen.get(`/v1/audit/verifications/${body.id}`)).progress[0].done).toBe(3);
    expect((await frozen.ledger.call('post', '/v1/audit/verifications').expect(202)).body.id).toBe(body.id);
    next = await openProjector({
      databaseUrl: frozen.ledger.database.url,
      eventStoreUrl: frozen.connectionString,
      clock,
      logger: pino({ level: 'silent' }),
      headIntervalSeconds: 1e9,
    });
    expect(await frozen.verified()).toMatchObject({ id: body.id, outcome: 'intact' });
  });
});
