import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { serveStatus } from '@app/platform';
import { runCli } from '../../apps/cli/test/run-cli.js';
import { openProjector } from '../../apps/projector/src/open-projector.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;
const clock = { nowMs: () => Date.parse('2026-04-02T12:00:00Z') };

let ledger: TestLedger;
let url: string;

const cli = (...args: string[]) => runCli([...args, '--server', url, '--token', 'operator-token']);

/** An event that no release has ever written: a text that Postgres cannot hold. */
const appendPoison = async (ticketId: string): Promise<string> => {
  const data = {
    id: 'bad',
    ticketId,
    occurredAt: '2026-03-10T10:00:00Z',
    by: 'no\u0000body',
    data: { type: 'incident', customerId: 'x', serviceId: 'y', priority: 'top', channel: 'portal' },
  };
  const poison = { id: randomUUID(), type: 'TicketRegistered', data, metadata: {} };
  const outcome = await ledger.opened.parts.store.append(`ticket-${ticketId}`, [poison], 'any');
  if (outcome.kind !== 'appended') throw new Error('not appended');
  return String(outcome.position);
};

beforeAll(async () => {
  ledger = await startTestLedger({ clock });
  await ledger.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(ledger.app.getHttpServer().address() as AddressInfo).port}`;
  await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(201);
  await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(readFixture('facts.example.ndjson'))
    .expect(200);
  await untilQuiet(ledger.opened.parts);
});
afterAll(() => ledger.stop());

describe('read models', () => {
  it('say how far they are', async () => {
    const { body } = await ledger.call('get', '/v1/projections').expect(200);
    const names = body.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['agreements', 'tickets', 'outages', 'problems', 'requests']),
    );
    for (const item of body.items) {
      expect(item).toMatchObject({
        group: 'service-levels',
        lagMs: 0,
        state: 'running',
        parked: 0,
        skipped: 0,
      });
    }
    const shown = await cli('projections');
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toMatch(
      /^tickets, version 3, running, position \d+, lag 0\.0 s, 0 parked, 0 skipped$/m,
    );
  });

  it('are made anew while requests are answered from those that serve, to the same answers', async () => {
    const before = await ledger.call('get', month).expect(200);
    let [asking, answered] = [true, 0];
    const asked = (async () => {
      while (asking) {
        const { body } = await ledger.call('get', month).expect(200);
        expect({ ...body, position: '' }).toEqual({ ...before.body, position: '' });
        answered += 1;
      }
    })();
    for (const projection of [[], ['tickets']]) {
      const { code, out } = await cli('rebuild', ...projection);
      expect({ code, out }).toEqual({ code: 0, out: 'service-levels: made anew; no row differs\n' });
    }
    asking = false;
    await asked;
    expect(answered).toBeGreaterThan(3);
  });

  it('say which rows were not what the log says, and mend them', async () => {
    const before = await ledger.call('get', month).expect(200);
    await ledger.opened.parts.sql`update read.clock_verdict set state = 'met', elapsed_seconds = 1`;
    const { code, lines } = await cli('rebuild', 'service-levels', '--json');
    expect(code).toBe(1);
    expect(lines).toMatchObject([
      { group: 'service-levels', state: 'done', differences: [{ table: 'clock_verdict' }] },
    ]);
    const { body } = await ledger.call('get', month).expect(200);
    expect(body).toEqual(before.body);
  });

  it('go on without a ticket that cannot be folded, say so, and take orders about it', async () => {
    const position = await appendPoison('BAD-1');
    const parked = await ledger
      .call('get', `/v1/projections/tickets/parked?minPosition=${position}`)
      .expect(200);
    expect(parked.body.items).toMatchObject([
      {
        projection: 'tickets',
        partition: 'BAD-1',
        position,
        eventType: 'TicketRegistered',
        waiting: 0,
        placed: true,
      },
    ]);
    expect((await ledger.call('get', month).expect(200)).body.incomplete).toEqual(['BAD-1']);
    const listed = await cli('projections', 'parked');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/^tickets BAD-1: parked at position \d+ \(TicketRegistered\), 0 waiting: /);

    const path = '/v1/projections/tickets';
    const order = { partition: 'BAD-1', position, reason: 'says who' };
    await ledger
      .call('post', `${path}/skips`)
      .send({ ...order, reason: '' })
      .expect(400);
    const refusals = [
      [`${path}/retries`, { ...order, position: '1' }, 409, 'PARTITION_NOT_PARKED'],
      [`${path}/retries`, { ...order, partition: 'GOOD' }, 409, 'PARTITION_NOT_PARKED'],
      ['/v1/projections/nothing/retries', order, 404, 'PROJECTION_NOT_FOUND'],
    ] as const;
    for (const [where, sent, status, code] of refusals) {
      const { body } = await ledger.call('post', where).send(sent).expect(status);
      expect(body.code).toBe(code);
    }

    const retried = await cli('projections', 'retry', 'tickets', 'BAD-1', '--reason', 'to see');
    expect(retried).toMatchObject({ code: 1, err: '' });
    expect(retried.out).toContain('parked at position');
    const key = { 'idempotency-key': 'skip-1' };
    const first = await ledger.call('post', `${path}/skips`).set(key).send(order).expect(201);
    const again = await ledger.call('post', `${path}/skips`).set(key).send(order).expect(201);
    expect(again.body).toEqual(first.body);
    const skipped = await ledger
      .call('get', `${path}/skipped?minPosition=${first.body.position}`)
      .expect(200);
    expect(skipped.body.items).toMatchObject([
      { partition: 'BAD-1', position, eventType: 'TicketRegistered' },
    ]);
    expect((await ledger.call('get', month).expect(200)).body.incomplete).toEqual(['BAD-1']);
    const nothing = await cli('projections', 'skip', 'tickets', 'BAD-1', '--reason', 'x');
    expect(nothing).toMatchObject({ code: 2, out: '' });
    expect(nothing.err).toContain('has no parked BAD-1');

    // Who gave the order, when and why is in the log, and outlasts the rows.
    const orders = [];
    for await (const event of ledger.opened.parts.store.readStream('projection-service-levels'))
      orders.push(event);
    expect(orders).toMatchObject([
      { type: 'ParkedPartitionRetried', data: { reason: 'to see' }, metadata: { recordedBy: 'operator' } },
      { type: 'ParkedEventSkipped', data: { partition: 'BAD-1', parkedAt: position, reason: 'says who' } },
    ]);
    expect((await cli('rebuild')).code).toBe(0);
    const after = await ledger.call('get', `${path}/skipped`).expect(200);
    expect(after.body.items).toEqual(skipped.body.items);
  });
});

describe('read models that are behind', () => {
  let behind: TestLedger;

  beforeAll(async () => {
    behind = await startTestLedger({ lagLimitSeconds: 0.5 });
  });
  afterAll(() => behind.stop());

  it('are told by a header, and by an ordinary 503 to who cannot wait', async () => {
    const path = '/v1/agreements';
    const lagOf = async (asked: string): Promise<string | undefined> =>
      (await behind.call('get', asked).expect(200)).headers['sla-ledger-lag'];
    /** The lag is looked at once a second. */
    const lagWhen = async (isSo: (lag: string | undefined) => boolean): Promise<string | undefined> => {
      const late = performance.now() + 20_000;
      let lag = await lagOf(path);
      while (!isSo(lag) && performance.now() < late) {
        await new Promise((done) => setTimeout(done, 50));
        lag = await lagOf(path);
      }
      return lag;
    };
    expect(await lagWhen((lag) => lag === undefined)).toBeUndefined();
    await behind.stopProjector();
    const { body } = await behind.call('put', `${path}/${agreement.agreementId}`).send(agreement).expect(201);
    const lag = await lagWhen((each) => each !== undefined);
    expect(lag).toMatch(/^\d+\.\d{3}$/);
    expect(Number(lag)).toBeGreaterThan(0.5);
    expect(await lagOf('/health/live')).toBeUndefined();
    const refused = await behind.call('get', `${path}?minPosition=${body.position}`).expect(503);
    expect(refused.body.code).toBe('READ_MODEL_BEHIND');
    expect(refused.headers['retry-after']).toBe('1');

    const { body: document } = await behind.call('get', '/openapi.json').expect(200);
    expect(document.paths[path].get.responses['200'].headers['Sla-Ledger-Lag']).toMatchObject({
      schema: { type: 'number' },
    });
  }, 60_000);

  it('are told by the projector’s metrics, and by its health', async () => {
    const { database, node } = behind;
    const logger = behind.opened.parts.logger;
    const projector = await openProjector({
      databaseUrl: database.url,
      eventStoreUrl: node.connectionString,
      clock: { nowMs: () => Date.now() + 60_000 },
      logger,
    });
    const status = await serveStatus({ port: 0, ...projector });
    const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${status.port}${path}`);
    try {
      const late = performance.now() + 20_000;
      while ((await get('/health/ready')).status !== 200 && performance.now() < late)
        await once(AbortSignal.timeout(20), 'abort');
      expect((await get('/health/ready')).status).toBe(200);
      const metrics = await (await get('/metrics')).text();
      expect(metrics).toMatch(
        /^sla_ledger_projection_lag_seconds\{group="service-levels",projection="tickets",process="projector"\} /m,
      );
    } finally {
      await projector.close();
      expect((await get('/health/ready')).status).toBe(503);
      await status.close();
    }
  });
});
