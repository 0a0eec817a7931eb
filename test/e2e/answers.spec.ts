import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/contract');
const readFixture = (name: string): string => readFileSync(resolve(fixtures, name), 'utf8');
const agreement = JSON.parse(readFixture('agreement.example.json'));
const path = `/v1/agreements/${agreement.agreementId}`;
const month = `/v1/evaluations/${agreement.agreementId}/2026-03`;

let ledger: TestLedger;
let position: string;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-04-02T12:00:00Z') } });
  await ledger.call('put', path).send(agreement).expect(201);
  const { body } = await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(readFixture('facts.example.ndjson'))
    .expect(200);
  position = body.position;
});
afterAll(() => ledger.stop());

describe('an agreement', () => {
  it('can be sent back as it was read', async () => {
    const read = await ledger.call('get', `${path}?minPosition=${position}`).expect(200);
    await ledger.call('put', path).set('if-match', read.headers['etag']!).send(read.body).expect(200);
  });
});

describe('a ticket explained', () => {
  it('tells each clock in the language asked for', async () => {
    const url = `/v1/tickets/INC-1001/service-levels?at=2026-04-01T00:00:00Z&minPosition=${position}`;
    const dutch = await ledger.call('get', `${url}&explain=nl`).expect(200);
    expect(dutch.body.clocks[0].explanation[0]).toBe(
      'De klok reactie (bruto) van prioriteit Hoog mag 9 u supporttijd gebruiken (artikel 3.2).',
    );
    const plain = await ledger.call('get', url).expect(200);
    expect(plain.body.clocks[0].explanation).toBeUndefined();
    await ledger.call('get', `${url}&explain=fr`).expect(400);
  });

  it('says NO_AGREEMENT where none covers it, and that nothing is known of another', async () => {
    const ticket = {
      type: 'incident',
      customerId: 'nobody',
      serviceId: 'x',
      priority: 'top',
      channel: 'portal',
    };
    const sent = { ...ticket, ticketId: 'LOST-1', occurredAt: '2026-03-10T10:00:00+01:00' };
    const { body } = await ledger.call('post', '/v1/tickets').send(sent).expect(201);
    const levels = await ledger
      .call('get', `/v1/tickets/LOST-1/service-levels?minPosition=${body.position}`)
      .expect(200);
    expect(levels.body).toMatchObject({
      agreementId: null,
      clocks: [],
      findings: [{ code: 'NO_AGREEMENT' }],
    });
    const unknown = await ledger.call('get', '/v1/tickets/NEVER/service-levels').expect(404);
    expect(unknown.body.code).toBe('TICKET_NOT_FOUND');
  });
});

describe('a month', () => {
  it('is the same from rows and from facts', async () => {
    const rows = await ledger.call('get', `${month}?minPosition=${position}`).expect(200);
    const then = `at=${rows.body.at}&asOfPosition=${rows.body.position}`;
    const facts = await ledger.call('get', `${month}?${then}`).expect(200);
    expect(facts.body).toEqual(rows.body);
  });

  it('holds only the sections asked for', async () => {
    const { body } = await ledger.call('get', `${month}?include=counts,findings`).expect(200);
    expect(body).toMatchObject({ counts: { open: 2 }, findingsCount: 1 });
    expect(body.figures).toBeUndefined();
    await ledger.call('get', `${month}?include=gossip`).expect(400);
  });

  it('gives its long lists a page at a time', async () => {
    const { body } = await ledger.call('get', `${month}/findings?limit=1`).expect(200);
    expect(body.items).toEqual([{ ticketId: 'INC-1002', code: 'ROOT_CAUSE_NOT_YET_ESTABLISHED' }]);
    await ledger.call('get', `${month}/gossip`).expect(404);
    await ledger.call('get', `/v1/evaluations/${agreement.agreementId}/2026-13`).expect(400);
    await ledger.call('get', '/v1/evaluations/nobody/2026-03').expect(404);
  });
});

describe('the schedule of an agreement', () => {
  it('shows a deadline with every window it uses', async () => {
    const asked = 'from=2026-03-13T16:40:00%2B01:00&seconds=32400';
    const { body } = await ledger.call('get', `${path}/support-time?${asked}`).expect(200);
    expect(body).toMatchObject({
      dueAt: '2026-03-16T15:40:00Z',
      breachesAt: '2026-03-16T15:40:00Z',
      days: [
        { day: '2026-03-13', seconds: 3_000 },
        { day: '2026-03-16', seconds: 29_400 },
      ],
    });
    const { body: interval } = await ledger
      .call('get', `${path}/support-time?from=2026-03-01T00:00:00Z&to=2026-03-31T22:00:00Z`)
      .expect(200);
    expect(interval.seconds).toBe(712_800);
  });

  it.each([
    '',
    'from=2026-03-13T16:40:00Z',
    'from=2026-03-13T16:40:00Z&to=2026-03-12T16:40:00Z',
    'from=x&seconds=-1',
  ])('refuses ?%s', async (query) => {
    const { body } = await ledger.call('get', `${path}/support-time?${query}`).expect(400);
    expect(body.code).toBe('VALIDATION_FAILED');
  });
});

describe('a what-if', () => {
  const ask = (terms: object, query = '') =>
    ledger
      .call('post', `/v1/what-if${query}`)
      .send({ agreementId: agreement.agreementId, from: '2026-03', to: '2026-03', terms });

  it('gives figures before and after, and both reasons of each verdict that changes', async () => {
    const targets = agreement.versions[0].targets.map((target: { metric: string; priority: string }) =>
      target.metric === 'response' && target.priority === 'high' ? { ...target, seconds: 600 } : target,
    );
    const { body } = await ask({ targets }, '?explain=en').expect(200);
    const row = (evaluation: { figures: Record<string, unknown>[] }) =>
      evaluation.figures.find(
        ({ metric, objectiveId, basis }) =>
          metric === 'response' && objectiveId === 'high' && basis === 'gross',
      );
    expect(row(body.before[0])).toMatchObject({ met: 1, breached: 0 });
    expect(row(body.after[0])).toMatchObject({ met: 0, breached: 1 });
    expect(body.changes.filter(({ basis }: { basis: string }) => basis === 'gross')).toMatchObject([
      {
        ticketId: 'INC-1001',
        metric: 'response',
        before: { state: 'met', targetSeconds: 32_400 },
        after: { state: 'breached', targetSeconds: 600, decidedAt: '2026-03-13T15:50:00Z' },
      },
    ]);
    expect(body.changes[0].after.reasons.join(' ')).toContain('breached when time ran out');
    const { body: unchanged } = await ledger.call('get', path).expect(200);
    expect(unchanged.versions).toEqual(agreement.versions);
  });

  it('changes nothing under the same terms', async () => {
    const { body } = await ask({}).expect(200);
    expect(body.changes).toEqual([]);
    expect(body.after).toEqual(body.before);
  });

  it('names the faults of terms that could not be put', async () => {
    const { body } = await ask({ calendar: { timeZone: 'Mars/Olympus' }, clocks: null }).expect(400);
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/terms/calendar/timeZone', '/terms/clocks']));
  });
});

describe('an Idempotency-Key', () => {
  const register = (ticketId: string, key: string) =>
    ledger.call('post', '/v1/tickets').set('idempotency-key', key).send({
      ticketId,
      occurredAt: '2026-03-30T10:00:00+02:00',
      type: 'incident',
      customerId: 'demo',
      serviceId: 'iv-integration',
      priority: 'low',
      channel: 'portal',
    });

  it('gives the first answer again, and is not taken with another body, whichever stream that is about', async () => {
    const first = await register('IDEM-1', 'key-1').expect(201);
    const again = await register('IDEM-1', 'key-1').expect(201);
    expect(again.body).toEqual(first.body);
    const other = await register('IDEM-2', 'key-1').expect(422);
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    await ledger.call('get', '/v1/tickets/IDEM-2').expect(404);
  });

  it('lets one of two through that come at once with other bodies', async () => {
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => register(`RACE-${id}`, 'key-2')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
  });
});
