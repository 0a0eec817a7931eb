import type { AddressInfo } from 'node:net';
import type { Sql } from '@app/platform';
import type { Response } from 'supertest';
import { runCli } from '../../apps/cli/test/run-cli.js';
import {
  agreement,
  type EventRow,
  type FrozenLedger,
  MONTH,
  startFrozenLedger,
} from '../support/frozen-ledger.js';

type Body = Response['body'];

const { agreementId } = agreement;

let frozen: FrozenLedger;
let sql: Sql;
/** Options of the command line. */
let server: readonly string[];

beforeAll(async () => {
  frozen = await startFrozenLedger();
  ({ sql } = frozen);
  const { app } = frozen.ledger;
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  server = ['--server', `http://127.0.0.1:${port}`, '--token', 'operator-token'];
}, 120_000);
afterAll(() => frozen.stop());

const putBack = (rows: readonly EventRow[]) => sql`insert into log.event ${sql(rows as never)}`;

const hex64 = expect.stringMatching(/^[0-9a-f]{64}$/);

/** Of an event or a leaf: everything else that follows from it is named beside it. */
const ofPart = (found: Body, part: string): Body[] =>
  found.differences.filter((difference: Body) => difference.part === part);

/** With everything put back the ledger is intact again: nothing else was changed, and nothing was repaired. */
const isIntactAgain = async (): Promise<void> => {
  await frozen.restartNode();
  expect(await frozen.verified()).toMatchObject({ outcome: 'intact', differences: [] });
};

/** What is found while an event holds other data than was written. */
const foundWith = async (event: EventRow, other: Readonly<Record<string, unknown>>): Promise<Body> => {
  const data = Buffer.from(JSON.stringify({ ...JSON.parse(event.data.toString()), ...other }));
  await sql`update log.event set data = ${data} where position = ${event.position}`;
  await frozen.restartNode();
  const found = await frozen.verified();
  await sql`update log.event set data = ${event.data} where position = ${event.position}`;
  await frozen.restartNode();
  return found;
};

const ofLog = (event: EventRow, code: string) =>
  expect.objectContaining({
    part: 'log',
    code,
    table: 'log.event',
    key: expect.objectContaining({ position: String(event.position) }),
  });

describe('tampering', () => {
  it('with a figure in a row is named by table, key, column and both values', async () => {
    const one = sql`ticket_id = 'INC-1001' and metric = 'resolution' and basis = 'gross'`;
    const [before] = await sql`select elapsed_seconds from read.clock_verdict where ${one}`;
    const computed = before!['elapsed_seconds'] as number;
    await sql`update read.clock_verdict set elapsed_seconds = elapsed_seconds + 1 where ${one}`;
    const found = await frozen.verified();
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
    const { differences } = await frozen.verified();
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
    const event = await frozen.eventOf('ticket-INC-1001', 'ResponseGiven');
    const found = await foundWith(event, { by: 'agent-6' });
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
    await isIntactAgain();
  });

  it('by removing an event is named by the place in its stream that is empty', async () => {
    const event = await frozen.eventOf('ticket-INC-1001', 'ResponseGiven');
    await sql`delete from log.event where position = ${event.position}`;
    await frozen.restartNode();
    const found = await frozen.verified();
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
    const key = { agreementId, month: MONTH, sha256 };
    const ofDocument = { part: 'frozen', table: 'vault.frozen_document', key };
    expect((await frozen.verified()).differences).toEqual([
      { ...ofDocument, code: 'DOCUMENT_CHANGED', column: 'sha256', stored: hex64, computed: sha256 },
      {
        ...ofDocument,
        code: 'FIGURE_DIFFERS',
        column: '/figures/0/met',
        stored: document.figures[0].met,
        computed: document.figures[0].met - 1,
      },
    ]);
    await sql`delete from vault.frozen_document`;
    expect((await frozen.verified()).differences).toEqual([
      { ...ofDocument, code: 'DOCUMENT_MISSING', column: null, stored: null, computed: sha256 },
    ]);
    await sql`insert into vault.frozen_document values (${sha256}, ${content})`;
  });

  it('with the place of an event in its stream is named by the revision that is not there', async () => {
    const event = await frozen.eventOf('ticket-INC-1001', 'ResponseGiven');
    const moved = (by: number) =>
      sql`update log.event set revision = revision + ${by} where stream = 'ticket-INC-1001' and position >= ${event.position}`;
    await sql`alter table log.event drop constraint event_stream_revision`;
    await moved(1);
    await frozen.restartNode();
    const found = await frozen.verified();
    const later = ofPart(found, 'log').filter(({ code }) => code === 'EVENT_CHANGED');
    expect(later.map(({ key }) => key.stream)).toEqual(later.map(() => 'ticket-INC-1001'));
    expect(later[0]).toEqual(ofLog(event, 'EVENT_CHANGED'));
    expect(ofPart(found, 'log')).toContainEqual({
      part: 'log',
      code: 'REVISION_GAP',
      table: 'log.event',
      key: { stream: 'ticket-INC-1001', beforePosition: String(event.position) },
      column: 'revision',
      stored: '2',
      computed: '1',
    });
    await moved(-1);
    await sql`alter table log.event add constraint event_stream_revision unique (stream, revision)`;
    await isIntactAgain();
  });

  it('with the leaves of the tree is named by the events that have none, or stand elsewhere', async () => {
    const event = await frozen.eventOf('ticket-INC-1001', 'ResponseGiven');
    const leaves = await sql`delete from read.audit_leaf where position = ${event.position} returning *`;
    const without = await frozen.verified();
    expect(ofPart(without, 'log')).toEqual([ofLog(event, 'EVENT_ADDED')]);
    expect(ofPart(without, 'log')[0]).toMatchObject({ stored: null, computed: hex64 });
    await sql`insert into read.audit_leaf ${sql(leaves as never)}`;
    const place = (from: number, to: number) =>
      sql`update read.audit_leaf set leaf_index = ${to} where leaf_index = ${from}`;
    const last = event.position - 1;
    const swapped = async () => {
      await place(last, -1);
      await place(last - 1, last);
      await place(-1, last - 1);
    };
    await swapped();
    const { differences } = await frozen.verified();
    const misplaced = (position: number, stored: number, computed: number) => ({
      part: 'log',
      code: 'LEAF_MISPLACED',
      table: 'read.audit_leaf',
      key: { position: String(position) },
      column: 'leaf_index',
      stored,
      computed,
    });
    expect(differences).toEqual([
      misplaced(event.position - 1, last, last - 1),
      misplaced(event.position, last - 1, last),
    ]);
    await swapped();
  });

  it('with a key or a head that the log tells is named by what is wrong with it', async () => {
    const key = await frozen.eventOf('audit-keys', 'SigningKeyAnnounced');
    expect((await foundWith(key, { signature: 'AAAA' })).differences).toEqual(
      expect.arrayContaining([ofLog(key, 'EVENT_CHANGED'), ofLog(key, 'KEY_FAULT')]),
    );
    const head = await frozen.eventOf('audit-heads', 'TreeHeadSigned');
    expect((await foundWith(head, { rootHash: '0'.repeat(64) })).differences).toEqual(
      expect.arrayContaining([
        ofLog(head, 'EVENT_CHANGED'),
        expect.objectContaining({
          code: 'HEAD_FAULT',
          key: { position: String(head.position), leafIndex: head.position - 1 },
        }),
      ]),
    );
  });

  it('with the schema of a frozen month is named by it: nobody can compute that one again', async () => {
    const freeze = await frozen.eventOf(`evaluation-${agreementId}-${MONTH}`, 'EvaluationFrozen');
    const found = await foundWith(freeze, { schema: 99 });
    expect(ofPart(found, 'frozen')).toEqual([
      expect.objectContaining({ code: 'SCHEMA_UNKNOWN', column: '/schema', stored: 99 }),
    ]);
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
    expect((await frozen.verified()).differences).toEqual([
      { ...ofHead, code: 'HEAD_SIGNATURE', stored: signature, computed: null },
      { ...ofHead, code: 'HEAD_DIFFERS', stored: signature, computed: head.signature },
    ]);
    await sql`update vault.tree_head set head = ${sql.json(head)}`;
  });

  it('goes unseen nowhere: with all of it put back, everything is intact', async () => {
    expect(await frozen.verified()).toMatchObject({ outcome: 'intact', differences: [] });
    expect((await frozen.get('/v1/audit/verifications')).items).toHaveLength(5);
  });

  it('names the end of the log that is cut off, and how much of it is gone', async () => {
    // Last, since whoever starts on such a log refuses.
    const { position } = await frozen.eventOf(`evaluation-${agreementId}-${MONTH}`, 'EvaluationFrozen');
    const [last] = await sql<{ position: number }[]>`select max(position) as position from log.event`;
    const size = last!.position;
    await frozen.get(`/v1/audit/heads?minPosition=${size}`);
    await sql`delete from log.event where position >= ${position}`;
    await frozen.restartNode();
    const found = await frozen.verified();
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
  });
});
