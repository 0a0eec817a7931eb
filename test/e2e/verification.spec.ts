import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import { type EventNode, startEventNode } from '@app/event-node';
import { connect, disconnect, roleOf, type Sql } from '@app/platform';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { runCli } from '../../apps/cli/test/run-cli.js';
import { openProjector, type Projector } from '../../apps/projector/src/open-projector.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

type Body = Response['body'];

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));
const { agreementId } = agreement;
const month = `/v1/evaluations/${agreementId}/2026-03`;
const clock = { nowMs: () => Date.parse('2026-04-02T12:00:00Z') };

let ledger: TestLedger;
let node: EventNode;
/** As the owner of the database: who may do anything to it. */
let sql: Sql;
/** Options of the command line. */
let server: readonly string[];

const pausing = (ms: number): Promise<void> => new Promise((again) => setTimeout(again, ms));

const get = async (path: string): Promise<Body> => (await ledger.call('get', path).expect(200)).body;

/** Asks for a verification, and for what it has found. */
const verified = async (): Promise<Body> => {
  const { body, headers } = await ledger.call('post', '/v1/audit/verifications').expect(202);
  expect(headers['location']).toBe(`/v1/audit/verifications/${body.id}`);
  for (const late = performance.now() + 40_000; performance.now() < late; await pausing(50)) {
    const found = await get(`/v1/audit/verifications/${body.id}`);
    if (found.state === 'done') return found;
    expect(['asked', 'running']).toContain(found.state);
  }
  throw new Error('the verification does not end');
};

/** What the node holds in memory of the log's end is what it was: another one reads what is there now. */
const restartNode = async (): Promise<void> => {
  const { port } = node;
  await node.stop();
  node = await startEventNode({
    database: { url: ledger.database.url, role: roleOf.log },
    port,
    logger: pino({ level: 'silent' }),
  });
};

/** Every row that serves; without where the log has been looked through to, which moves without any event. */
const rowsThatServe = async (): Promise<string> => {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'read' and tablename <> 'projection_group' order by 1`;
  const all: unknown[] = [];
  for (const { name } of tables)
    all.push(name, await sql`select each::text as row from ${sql(`read.${name}`)} as each order by 1`);
  return JSON.stringify(all);
};

interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly event_id: string;
  readonly type: string;
  readonly is_json: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
  readonly created_ms: number;
}

const eventOf = async (stream: string, type: string): Promise<EventRow> => {
  const [row] = await sql<EventRow[]>`select * from log.event where stream = ${stream} and type = ${type}`;
  if (row === undefined) throw new Error(`there is no ${type} in ${stream}`);
  return row;
};

const putBack = (rows: readonly EventRow[]) => sql`insert into log.event ${sql(rows as never)}`;

const hex64 = expect.stringMatching(/^[0-9a-f]{64}$/);

beforeAll(async () => {
  ledger = await startTestLedger({ clock, headIntervalSeconds: 1e9 });
  ({ node } = ledger);
  sql = connect({ url: ledger.database.url, applicationName: 'tampering', max: 2 });
  await ledger.call('put', `/v1/agreements/${agreementId}`).send(agreement).expect(201);
  await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(readFixture('facts.example.ndjson'))
    .expect(200);
  await untilQuiet(ledger.opened.parts);
  const { body } = await ledger.call('post', `${month}/freeze`).send({ by: 'manager-1' }).expect(201);
  for (let heads = 0; heads === 0; await pausing(50))
    heads = (await get(`/v1/audit/heads?minPosition=${body.position}`)).items.length;
  await untilQuiet(ledger.opened.parts);
}, 120_000);
afterAll(async () => {
  await disconnect(sql);
  await node.stop();
  await ledger.stop();
});

describe('a ledger that nobody has tampered with', () => {
  it('is intact, all of it, and nothing of what serves is touched', async () => {
    const before = await rowsThatServe();
    const found = await verified();
    const [count] = await sql`
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
    expect((await get('/v1/audit/verifications')).items[0]).toEqual(found);
    await ledger.call('get', '/v1/audit/verifications/none').expect(404);
  });

  it('is verified once at a time, and from the command line', async () => {
    const ask = async (): Promise<string> =>
      (await ledger.call('post', '/v1/audit/verifications').expect(202)).body.id;
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(one).toBe(other);
    await ledger.app.listen(0, '127.0.0.1');
    const { port } = ledger.app.getHttpServer().address() as AddressInfo;
    server = ['--server', `http://127.0.0.1:${port}`, '--token', 'operator-token'];
    const intact = await runCli(['verify', ...server]);
    expect(intact).toMatchObject({ code: 0, err: '' });
    expect(intact.out).toMatch(
      /^\d+ events \(\d+ leaves, 1 heads\), \d+ rows at position \d+, \d+ tickets, 1 frozen months\nintact: .*\n$/,
    );
  });
});

/** Of an event or a leaf: everything else that follows from it is named beside it. */
const ofPart = (found: Body, part: string): Body[] =>
  found.differences.filter((difference: Body) => difference.part === part);

/** With everything put back the ledger is intact again: nothing else was changed, and nothing was repaired. */
const isIntactAgain = async (): Promise<void> => {
  await restartNode();
  expect(await verified()).toMatchObject({ outcome: 'intact', differences: [] });
};

const total = ({ counts }: Body): number =>
  counts.reduce((sum: number, { count }: { count: number }) => sum + count, 0);

describe('tampering', () => {
  it('with a figure in a row is named by table, key, column and both values', async () => {
    const one = sql`ticket_id = 'INC-1001' and metric = 'resolution' and basis = 'gross'`;
    const [before] = await sql`select elapsed_seconds from read.clock_verdict where ${one}`;
    const computed = before!['elapsed_seconds'] as number;
    await sql`update read.clock_verdict set elapsed_seconds = elapsed_seconds + 1 where ${one}`;
    const found = await verified();
    const named = {
      table: 'read.clock_verdict',
      key: { ticket_id: 'INC-1001', metric: 'resolution', basis: 'gross' },
      column: 'elapsed_seconds',
      stored: computed + 1,
      computed,
    };
    expect(found).toMatchObject({ outcome: 'differences', state: 'done' });
    expect(found.differences).toEqual([
      { part: 'read-models', code: 'ROW_CHANGED', ...named },
      { part: 'tickets', code: 'TICKET_DIFFERS', ...named },
    ]);
    const { code, out, err } = await runCli(['verify', ...server]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out.split('\n').slice(1)).toEqual([
      'differences between what is stored and what the log gives:',
      'read-models: 1 in read.clock_verdict',
      expect.stringContaining(
        `elapsed_seconds: the row is another one; stored ${computed + 1}, computed ${computed}`,
      ),
      'tickets: 1 in read.clock_verdict',
      expect.stringContaining(
        `elapsed_seconds: the measurement is another one; stored ${computed + 1}, computed ${computed}`,
      ),
      '',
    ]);
    const [after] = await sql`select elapsed_seconds from read.clock_verdict where ${one}`;
    expect(after!['elapsed_seconds']).toBe(computed + 1);
    await sql`update read.clock_verdict set elapsed_seconds = elapsed_seconds - 1 where ${one}`;
  });

  it('with which rows there are is named, row by row', async () => {
    const rows = await sql`delete from read.ticket_fact where ticket_id = 'INC-1002' returning *`;
    const { differences } = await verified();
    expect(differences).toHaveLength(rows.length);
    for (const difference of differences)
      expect(difference).toMatchObject({
        part: 'read-models',
        code: 'ROW_MISSING',
        table: 'read.ticket_fact',
        key: { ticket_id: 'INC-1002' },
        column: null,
        stored: null,
        computed: { ticket_id: 'INC-1002' },
      });
    await sql`insert into read.ticket_fact ${sql(rows as never)}`;
  });

  it('with the data of an event is named by its place, and by everything that was signed and made of it', async () => {
    const event = await eventOf('ticket-INC-1001', 'ResponseGiven');
    const data = Buffer.from(JSON.stringify({ ...JSON.parse(event.data.toString()), by: 'agent-6' }));
    await sql`update log.event set data = ${data} where position = ${event.position}`;
    await restartNode();
    const found = await verified();
    const position = String(event.position);
    const leafIndex = event.position - 1;
    expect(found.differences).toEqual([
      {
        part: 'log',
        code: 'EVENT_CHANGED',
        table: 'log.event',
        key: { position, leafIndex, stream: event.stream, revision: '1' },
        column: 'leafHash',
        stored: hex64,
        computed: hex64,
      },
      expect.objectContaining({
        code: 'ROW_CHANGED',
        table: 'read.audit_node',
        key: { level: 4, node_index: 0 },
        column: 'hash',
      }),
      expect.objectContaining({
        code: 'ROW_CHANGED',
        table: 'read.audit_head',
        column: 'fault',
        stored: null,
        computed: 'ROOT',
      }),
      expect.objectContaining({
        code: 'HEAD_ROOT',
        table: 'vault.tree_head',
        column: 'rootHash',
        stored: hex64,
        computed: hex64,
      }),
      {
        part: 'read-models',
        code: 'ROW_CHANGED',
        table: 'read.ticket_fact',
        key: { ticket_id: 'INC-1001', position: event.position },
        column: 'sent_by',
        stored: 'agent-3',
        computed: 'agent-6',
      },
    ]);
    expect(found.differences[0].stored).not.toBe(found.differences[0].computed);
    await sql`update log.event set data = ${event.data} where position = ${event.position}`;
    await isIntactAgain();
  });

  it('by removing an event is named by the place in its stream that is empty', async () => {
    const event = await eventOf('ticket-INC-1001', 'ResponseGiven');
    await sql`delete from log.event where position = ${event.position}`;
    await restartNode();
    const found = await verified();
    expect(ofPart(found, 'log')).toEqual([
      {
        part: 'log',
        code: 'EVENT_REMOVED',
        table: 'log.event',
        key: {
          position: String(event.position),
          leafIndex: event.position - 1,
          stream: 'ticket-INC-1001',
          revision: '1',
        },
        column: 'leafHash',
        stored: hex64,
        computed: null,
      },
      expect.objectContaining({ code: 'HEAD_ROOT', table: 'vault.tree_head' }),
      expect.objectContaining({ code: 'HEAD_POSITION', table: 'vault.tree_head' }),
    ]);
    expect(ofPart(found, 'read-models')[0]).toMatchObject({
      code: 'ROW_UNEXPECTED',
      table: 'read.ticket_fact',
      key: { ticket_id: 'INC-1001', position: event.position },
      column: null,
      stored: { type: 'ResponseGiven' },
      computed: null,
    });
    expect(ofPart(found, 'tickets')).toContainEqual(
      expect.objectContaining({
        code: 'TICKET_DIFFERS',
        key: { ticket_id: 'INC-1001', metric: 'response', basis: 'gross' },
        column: 'elapsed_seconds',
      }),
    );
    await putBack([event]);
    await isIntactAgain();
  });

  it('with a frozen document is named by its hash and by the figure in it', async () => {
    const [kept] = await sql`select sha256, content from vault.frozen_document`;
    const { sha256, content } = kept as unknown as { sha256: string; content: string };
    const document = JSON.parse(content);
    document.figures[0].met += 1;
    await sql`update vault.frozen_document set content = ${JSON.stringify(document)}`;
    const key = { agreementId, month: '2026-03', sha256 };
    const frozen = { part: 'frozen', table: 'vault.frozen_document', key };
    expect((await verified()).differences).toEqual([
      { ...frozen, code: 'DOCUMENT_CHANGED', column: 'sha256', stored: hex64, computed: sha256 },
      {
        ...frozen,
        code: 'FIGURE_DIFFERS',
        column: '/figures/0/met',
        stored: document.figures[0].met,
        computed: document.figures[0].met - 1,
      },
    ]);
    await sql`delete from vault.frozen_document`;
    expect((await verified()).differences).toEqual([
      { ...frozen, code: 'DOCUMENT_MISSING', column: null, stored: null, computed: sha256 },
    ]);
    await sql`insert into vault.frozen_document values (${sha256}, ${content})`;
  });

  it('with the signature of a head is named by the head', async () => {
    const [kept] = await sql`select head from vault.tree_head`;
    const { head } = kept as unknown as { head: { treeSize: number; signature: string } };
    const signature = Buffer.from(head.signature, 'base64').reverse().toString('base64');
    await sql`update vault.tree_head set head = ${sql.json({ ...head, signature })}`;
    const ofHead = {
      part: 'log',
      table: 'vault.tree_head',
      key: { treeSize: head.treeSize },
      column: 'signature',
    };
    expect((await verified()).differences).toEqual([
      { ...ofHead, code: 'HEAD_SIGNATURE', stored: signature, computed: null },
      { ...ofHead, code: 'HEAD_DIFFERS', stored: signature, computed: head.signature },
    ]);
    await sql`update vault.tree_head set head = ${sql.json(head)}`;
  });

  it('goes unseen nowhere: with all of it put back, everything is intact', async () => {
    expect(await verified()).toMatchObject({ outcome: 'intact', differences: [] });
    expect((await get('/v1/audit/verifications')).items).toHaveLength(5);
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
        await ledger
          .call('post', '/v1/imports')
          .set('content-type', 'application/x-ndjson')
          .send(facts.map((each) => `${JSON.stringify(each)}\n`).join(''))
          .expect(200);
      }
    };
    const writer = write();
    const found = [await verified(), await verified()];
    writing = false;
    await writer;
    expect(found.map(({ outcome, differences }) => [outcome, differences])).toEqual([
      ['intact', []],
      ['intact', []],
    ]);
    expect(found[1]!.checked.tickets).toBeGreaterThan(found[0]!.checked.tickets);
    expect(written).toBeGreaterThan(2);
    await untilQuiet(ledger.opened.parts);
  });

  it('that was under way when its process was killed is begun again by the next', async () => {
    await ledger.stopProjector();
    const { body } = await ledger.call('post', '/v1/audit/verifications').expect(202);
    await sql`
      update scratch.verification set state = 'running', progress = '[{"part": "log", "done": 3, "total": 9}]'
      where id = ${body.id}`;
    expect((await get(`/v1/audit/verifications/${body.id}`)).progress[0].done).toBe(3);
    expect((await ledger.call('post', '/v1/audit/verifications').expect(202)).body.id).toBe(body.id);
    next = await openProjector({
      databaseUrl: ledger.database.url,
      eventStoreUrl: node.connectionString,
      clock,
      logger: pino({ level: 'silent' }),
      headIntervalSeconds: 1e9,
    });
    expect(await verified()).toMatchObject({ id: body.id, outcome: 'intact' });
  });

  it('names the end of the log that is cut off, and how much of it is gone', async () => {
    // Last, since whoever starts on such a log refuses.
    const { position } = await eventOf(`evaluation-${agreementId}-2026-03`, 'EvaluationFrozen');
    const [last] = await sql<{ position: number }[]>`select max(position) as position from log.event`;
    const size = last!.position;
    await get(`/v1/audit/heads?minPosition=${size}`);
    await sql`delete from log.event where position >= ${position}`;
    await restartNode();
    const found = await verified();
    expect(ofPart(found, 'log')).toEqual([
      {
        part: 'log',
        code: 'LOG_CUT',
        table: 'log.event',
        key: {},
        column: null,
        stored: { treeSize: size, position: String(size) },
        computed: { treeSize: position - 1, position: String(position - 1) },
      },
      expect.objectContaining({ code: 'HEAD_SIGNATURE', column: 'keyId', computed: null }),
      expect.objectContaining({
        code: 'LOG_CUT',
        table: 'vault.tree_head',
        key: { treeSize: position + 1 },
        stored: position + 1,
        computed: position - 1,
      }),
    ]);
    expect(ofPart(found, 'read-models')[0]).toEqual({
      part: 'read-models',
      code: 'ROW_CHANGED',
      table: 'read.projection_group',
      key: { name: 'service-levels' },
      column: 'last_event',
      stored: String(size),
      computed: String(position - 1),
    });
    expect(total(found)).toBeGreaterThan(10);
  });
});
