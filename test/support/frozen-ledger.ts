import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EventNode, startEventNode } from '@app/event-node';
import { connect, disconnect, roleOf, type Sql } from '@app/platform';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { untilQuiet } from './quiet.js';
import { startTestLedger, type TestLedger } from './test-ledger.js';

type Body = Response['body'];

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');

export const agreement = JSON.parse(readFixture('agreement.example.json'));
export const MONTH = '2026-03';
export const clock = { nowMs: () => Date.parse('2026-04-02T12:00:00Z') };

/** An event as the node's own table has it. */
export interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly data: Buffer;
}

/** A whole ledger with a frozen month and a signed head, and somebody who may do anything to its database. */
export interface FrozenLedger {
  readonly ledger: TestLedger;
  /** As the owner of the database. */
  readonly sql: Sql;
  /** The address of the node, whichever it is by now. */
  readonly connectionString: string;
  /** Another node on the same table: what this one holds in memory of the log's end is what it was. */
  restartNode(): Promise<void>;
  get(path: string): Promise<Body>;
  /** Asks for a verification, and for what it has found. */
  verified(): Promise<Body>;
  /** The one event of a type in a stream. */
  eventOf(stream: string, type: string): Promise<EventRow>;
  stop(): Promise<void>;
}

const pausing = (ms: number): Promise<void> => new Promise((again) => setTimeout(again, ms));

const fill = async (ledger: TestLedger, get: FrozenLedger['get']): Promise<void> => {
  const { agreementId } = agreement;
  await ledger.call('put', `/v1/agreements/${agreementId}`).send(agreement).expect(201);
  await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(readFixture('facts.example.ndjson'))
    .expect(200);
  await untilQuiet(ledger.opened.parts);
  const { body } = await ledger
    .call('post', `/v1/evaluations/${agreementId}/${MONTH}/freeze`)
    .send({ by: 'manager-1' })
    .expect(201);
  for (let heads = 0; heads === 0; await pausing(50))
    heads = (await get(`/v1/audit/heads?minPosition=${body.position}`)).items.length;
  await untilQuiet(ledger.opened.parts);
};

/** Starts one on a database of its own. */
export async function startFrozenLedger(): Promise<FrozenLedger> {
  const ledger = await startTestLedger({ clock, headIntervalSeconds: 1e9 });
  const { port, connectionString } = ledger.node;
  const sql = connect({ url: ledger.database.url, applicationName: 'tampering', max: 2 });
  let node: EventNode = ledger.node;
  const get: FrozenLedger['get'] = async (path) => (await ledger.call('get', path).expect(200)).body;
  await fill(ledger, get);
  return {
    ledger,
    sql,
    connectionString,
    get,
    restartNode: async () => {
      await node.stop();
      const database = { url: ledger.database.url, role: roleOf.log };
      node = await startEventNode({ database, port, logger: pino({ level: 'silent' }) });
    },
    verified: async () => {
      const { body, headers } = await ledger.call('post', '/v1/audit/verifications').expect(202);
      expect(headers['location']).toBe(`/v1/audit/verifications/${body.id}`);
      for (const late = performance.now() + 40_000; performance.now() < late; await pausing(50)) {
        const found = await get(`/v1/audit/verifications/${body.id}`);
        if (found.state === 'done') return found;
        expect(['asked', 'running']).toContain(found.state);
      }
      throw new Error('the verification does not end');
    },
    eventOf: async (stream, type) => {
      const [row] = await sql<EventRow[]>`
        select * from log.event where stream = ${stream} and type = ${type}`;
      if (row === undefined) throw new Error(`there is no ${type} in ${stream}`);
      return row;
    },
    stop: async () => {
      await disconnect(sql);
      await node.stop();
      await ledger.stop();
    },
  };
}
