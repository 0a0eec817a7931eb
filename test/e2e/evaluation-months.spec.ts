import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Response } from 'supertest';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));

/** The same customer's other service. */
const onPremise = { ...agreement, agreementId: 'demo-on-premise', serviceId: 'iv-on-premise' };

/** A Top incident that is answered an hour late. */
const late = [
  {
    ticketId: 'INC-3001',
    type: 'TicketRegistered',
    occurredAt: '2026-04-08T09:00:00+02:00',
    data: {
      type: 'incident',
      customerId: agreement.customerId,
      serviceId: agreement.serviceId,
      priority: 'top',
      channel: 'phone',
    },
  },
  { ticketId: 'INC-3001', type: 'ResponseGiven', occurredAt: '2026-04-08T11:00:00+02:00', data: {} },
];

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-05-02T12:00:00Z') } });
  for (const each of [agreement, onPremise])
    await ledger.call('put', `/v1/agreements/${each.agreementId}`).send(each).expect(201);
  await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(`${readFixture('facts.example.ndjson')}\n${late.map((fact) => JSON.stringify(fact)).join('\n')}`)
    .expect(200);
  await untilQuiet(ledger.opened.parts);
});
afterAll(() => ledger.stop());

const read = async (path: string): Promise<Response['body']> =>
  (await ledger.call('get', `/v1/evaluations${path}`).expect(200)).body;

describe('months one after another', () => {
  it('are the figures of each month as it is read alone', async () => {
    const { items, next, position } = await read(`/${agreement.agreementId}?from=2026-02&to=2026-04`);
    expect(next).toBeNull();
    expect(items.map(({ month }: { month: string }) => month)).toEqual(['2026-02', '2026-03', '2026-04']);
    const alone = await read(`/${agreement.agreementId}/2026-03`);
    expect(position).toBe(alone.position);
    expect(items[1].figures).toEqual(alone.figures);
    expect(items[1].figures.some(({ measured }: { measured: number }) => measured > 0)).toBe(true);
    expect(items[1].breaches).toBeUndefined();
  });

  it('show the sections that are asked for', async () => {
    const { items } = await read(`/${agreement.agreementId}?from=2026-03&to=2026-03&include=breaches,counts`);
    expect(Object.keys(items[0])).toEqual(expect.arrayContaining(['breaches', 'counts']));
    expect(items[0].figures).toBeUndefined();
  });

  it.each([
    ['from=2026-03&to=2026-02', ['/query/to']],
    ['from=2020-01&to=2026-02', ['/query/to']],
    ['from=2026-3&to=x', ['/query/from', '/query/to']],
  ])('cannot be %s', async (query, pointers) => {
    const { body } = await ledger
      .call('get', `/v1/evaluations/${agreement.agreementId}?${query}`)
      .expect(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
  });
});

describe('a month of all agreements of a customer', () => {
  it('has each of them, of one state', async () => {
    const { items, position } = await read('?customerId=demo&month=2026-03');
    const ids = items.map(({ agreementId }: { agreementId: string }) => agreementId);
    expect(ids).toEqual(['demo-iv-integration', 'demo-on-premise']);
    const { position: ofOne, ...alone } = await read(`/${agreement.agreementId}/2026-03`);
    expect([items[0], position]).toEqual([alone, ofOne]);
  });

  it('is empty for a customer without one', async () => {
    expect((await read('?customerId=nobody&month=2026-03')).items).toEqual([]);
  });
});

describe('a breach', () => {
  it('is told in the language asked for', async () => {
    const { breaches } = await read(`/${agreement.agreementId}/2026-04?explain=nl`);
    const [response] = breaches;
    expect(response).toMatchObject({ ticketId: 'INC-3001', metric: 'response', overrunSeconds: 3600 });
    expect(response.explanation[0]).toBe(
      'De klok reactie (bruto) van prioriteit Top mag 1 u supporttijd gebruiken (artikel 3.2).',
    );
    const plain = await read(`/${agreement.agreementId}/2026-04`);
    expect(plain.breaches[0]).toEqual({ ...response, explanation: undefined });
  });
});
