import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-04-02T12:00:00Z') } });
});
afterAll(() => ledger.stop());

const registration = {
  ticketId: 'T-1',
  occurredAt: '2026-03-02T09:00:00+01:00',
  by: 'agent-1',
  type: 'incident',
  customerId: 'demo',
  serviceId: 'iv',
  priority: 'high',
  channel: 'portal',
};
const record = (ticketId: string, fact: object) =>
  ledger.call('post', `/v1/tickets/${ticketId}/facts`).send(fact);
const response = { type: 'ResponseGiven', occurredAt: '2026-03-02T09:10:00+01:00' };

describe('recording over REST', () => {
  it('registers a ticket and says where it is', async () => {
    const answer = await ledger.call('post', '/v1/tickets').send(registration).expect(201);
    expect(answer.headers).toMatchObject({ location: '/v1/tickets/T-1', etag: '"0"' });
    expect(answer.body).toEqual({
      ticketId: 'T-1',
      factId: expect.any(String),
      position: expect.stringMatching(/^\d+$/),
    });
    const again = await ledger.call('post', '/v1/tickets').send(registration).expect(200);
    expect(again.body).toEqual({ ...answer.body, duplicate: true });
    const other = await ledger.call('post', '/v1/tickets').send({ ...registration, priority: 'low' });
    expect(other).toMatchObject({ status: 409, body: { code: 'TICKET_EXISTS' } });
  });

  it('reads what it wrote, with who recorded it', async () => {
    const written = await record('T-1', response).set('authorization', 'Bearer other-token').expect(201);
    const read = await ledger.call('get', `/v1/tickets/T-1?minPosition=${written.body.position}`).expect(200);
    expect(read.headers['etag']).toBe('"1"');
    expect(read.body.facts).toEqual([
      expect.objectContaining({ type: 'TicketRegistered', by: 'agent-1', recordedBy: 'operator' }),
      expect.objectContaining({
        id: written.body.factId,
        occurredAt: '2026-03-02T08:10:00Z',
        recordedBy: 'desk-1',
      }),
    ]);
  });

  it('names every fault of a body, by where it stands in that body', async () => {
    const { occurredAt: _left, ...without } = registration;
    const answer = await ledger
      .call('post', '/v1/tickets')
      .send({ ...without, priority: 'urgent', colour: 'red' });
    expect(answer.status).toBe(400);
    const faults = answer.body.errors.map(
      ({ pointer, code }: Record<string, string>) => `${code} ${pointer}`,
    );
    expect(faults.sort()).toEqual([
      'INVALID_VALUE /priority',
      'MISSING_FIELD /occurredAt',
      'UNKNOWN_FIELD /colour',
    ]);
    const elsewhere = await record('T-1', { ...response, ticketId: 'T-2' });
    expect(elsewhere.body.errors).toEqual([expect.objectContaining({ pointer: '/ticketId' })]);
    expect((await record('T-1', [1])).status).toBe(400);
  });

  it('refuses what makes no sense now, and what the path does not know', async () => {
    expect(await record('T-1', { ...response, type: 'Reopened' })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_OPEN' },
    });
    expect(await record('T-none', response)).toMatchObject({
      status: 404,
      body: { code: 'TICKET_NOT_FOUND' },
    });
    const reused = { type: 'Closed', occurredAt: '2026-03-03T09:00:00Z', id: 'f-1' };
    await record('T-1', { ...response, occurredAt: '2026-03-02T10:00:00Z', id: 'f-1' }).expect(201);
    expect(await record('T-1', reused)).toMatchObject({ status: 409, body: { code: 'FACT_ID_REUSED' } });
  });

  it('records upon the revision that was read, or not at all', async () => {
    const fact = { type: 'RootCauseEstablished', occurredAt: '2026-03-02T11:00:00Z' };
    expect(await record('T-1', fact).set('if-match', '"0"')).toMatchObject({
      status: 412,
      body: { code: 'REVISION_MISMATCH' },
    });
    expect((await record('T-1', fact).set('if-match', 'W/"2"')).status).toBe(412);
    const taken = await record('T-1', fact).set('if-match', '"2"').expect(201);
    expect(taken.headers['etag']).toBe('"3"');
  });

  it('answers a repeated request as it did before, and no other under its key', async () => {
    const fact = { type: 'ResponseGiven', occurredAt: '2026-03-02T12:00:00Z', id: 'keyed' };
    const first = await record('T-1', fact).set('idempotency-key', 'k-1').expect(201);
    const again = await record('T-1', fact).set('idempotency-key', 'k-1').expect(201);
    expect(again.body).toEqual(first.body);
    expect(await record('T-1', { ...fact, id: 'other' }).set('idempotency-key', 'k-1')).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('records outages and problem records alike', async () => {
    const outage = {
      outageId: 'O-1',
      occurredAt: '2026-03-02T09:00:00Z',
      serviceId: 'iv',
      customerId: 'demo',
    };
    const started = await ledger.call('post', '/v1/outages').send(outage).expect(201);
    expect(started.body).toMatchObject({ outageId: 'O-1' });
    const ended = { type: 'OutageEnded', occurredAt: '2026-03-02T10:00:00Z' };
    const end = await ledger.call('post', '/v1/outages/O-1/facts').send(ended).expect(201);
    const read = await ledger.call('get', `/v1/outages/O-1?minPosition=${end.body.position}`).expect(200);
    expect(read.body).toMatchObject({ outageId: 'O-1' });
    expect((await ledger.call('post', '/v1/problems/P-1/facts').send(ended)).status).toBe(400);
    expect(await ledger.call('get', '/v1/problems/P-1')).toMatchObject({
      status: 404,
      body: { code: 'PROBLEM_NOT_FOUND' },
    });
  });

  it('pages through a list without losing or doubling any', async () => {
    for (const n of [2, 3, 4, 5]) {
      await ledger
        .call('post', '/v1/tickets')
        .send({ ...registration, ticketId: `T-${n}` })
        .expect(201);
    }
    const last = await ledger
      .call('post', '/v1/tickets')
      .send({ ...registration, ticketId: 'T-6' })
      .expect(201);
    await ledger.call('get', `/v1/tickets?minPosition=${last.body.position}`).expect(200);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = await ledger.call('get', `/v1/tickets?limit=4${query}`).expect(200);
      seen.push(...page.body.items.map(({ ticketId }: { ticketId: string }) => ticketId));
      cursor = page.body.next as string | null;
    }
    expect(seen).toEqual(['T-1', 'T-2', 'T-3', 'T-4', 'T-5', 'T-6']);
  });

  it('tells how far the read models are', async () => {
    const { body } = await ledger.call('get', '/v1/projections').expect(200);
    expect(body.items.map(({ name }: { name: string }) => name)).toContain('tickets');
    expect(new Set(body.items.map(({ state }: { state: string }) => state))).toEqual(new Set(['running']));
  });
});
