import { exampleAgreement } from '../support/example-agreement.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const agreement = exampleAgreement();
const [first] = agreement.versions;
if (first === undefined) throw new Error('the example agreement has a version');
const second = {
  ...first,
  version: 2,
  effectiveFrom: '2026-03-16',
  targets: first.targets.map((target) => ({ ...target, seconds: target.seconds / 2 })),
  objectives: first.objectives.map((objective) =>
    objective.objectiveId === 'high' ? { ...objective, percent: 90 } : objective,
  ),
};
const path = `/v1/agreements/${agreement.agreementId}`;
const march = `/v1/evaluations/${agreement.agreementId}/2026-03`;

/** The last second of 12 March in Amsterdam. */
let now = Date.parse('2026-03-12T22:59:59Z');
let ledger: TestLedger;
let position = '0';

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => now } });
  await ledger.call('put', path).send(agreement).expect(201);
});
afterAll(() => ledger.stop());

const addVersion = (version: object) => ledger.call('post', `${path}/versions`).send(version);
const record = async (ticketId: string, registeredAt: string, answeredAt: string): Promise<void> => {
  const ticket = {
    ticketId,
    occurredAt: registeredAt,
    type: 'incident',
    customerId: agreement.customerId,
    serviceId: agreement.serviceId,
    priority: 'high',
    channel: 'portal',
  };
  await ledger.call('post', '/v1/tickets').send(ticket).expect(201);
  const response = { type: 'ResponseGiven', occurredAt: answeredAt };
  const { body } = await ledger.call('post', `/v1/tickets/${ticketId}/facts`).send(response).expect(201);
  position = body.position;
};
const read = async (url: string) =>
  (await ledger.call('get', `${url}${url.includes('?') ? '&' : '?'}minPosition=${position}`).expect(200))
    .body;

describe('a new version over REST', () => {
  it('is never retroactive: the day after today in its zone is the first it may take effect on', async () => {
    const today = await addVersion({ ...second, effectiveFrom: '2026-03-12' });
    expect(today).toMatchObject({ status: 409, body: { code: 'RETROACTIVE_VERSION' } });
    // It is the 13th already where this one is read.
    const calendar = { ...first.calendar, timeZone: 'Asia/Kolkata' };
    const elsewhere = await addVersion({ ...second, effectiveFrom: '2026-03-13', calendar });
    expect(elsewhere).toMatchObject({ status: 409, body: { code: 'RETROACTIVE_VERSION' } });
    const planned = await addVersion({ ...second, effectiveFrom: '2026-03-13' }).expect(201);
    position = planned.body.position;
  });

  it('may be moved while it is not in force, and not be changed any more once it is', async () => {
    const moved = { ...agreement, versions: [first, second] };
    position = (await ledger.call('put', path).send(moved).expect(200)).body.position;
    now = Date.parse('2026-03-15T23:00:00Z');
    const late = await ledger
      .call('put', path)
      .send({ ...moved, versions: [first, { ...second, source: 'x' }] });
    expect(late).toMatchObject({ status: 409, body: { code: 'AGREEMENT_VERSION_IN_FORCE' } });
    expect((await read(path)).versions).toEqual([first, second]);
  });

  it('judges the tickets registered since, and none before', async () => {
    now = Date.parse('2026-04-02T12:00:00Z');
    // Five and a half support hours of Monday the 16th: nine were allowed, four and a half are.
    await record('BEFORE', '2026-03-15T23:59:59+01:00', '2026-03-16T14:00:00+01:00');
    await record('SINCE', '2026-03-16T00:00:00+01:00', '2026-03-16T14:00:00+01:00');
    const levels = await Promise.all(
      ['BEFORE', 'SINCE'].map((ticketId) => read(`/v1/tickets/${ticketId}/service-levels`)),
    );
    expect(
      levels.map(({ agreementVersion, clocks: [response] }) => [
        agreementVersion,
        response.state,
        response.targetSeconds,
      ]),
    ).toEqual([
      [1, 'met', 32_400],
      [2, 'breached', 16_200],
    ]);
  });

  it('shares the month with the one before, from rows and from facts alike', async () => {
    const rows = await read(march);
    const facts = await read(`${march}?at=${rows.at}&asOfPosition=${rows.position}`);
    expect(facts).toEqual(rows);
    expect(rows.agreementVersions).toEqual([1, 2]);
    const high = rows.figures.filter(
      ({ objectiveId, metric, basis }: Record<string, string>) =>
        objectiveId === 'high' && metric === 'response' && basis === 'gross',
    );
    expect(high).toMatchObject([
      { agreementVersion: 1, met: 1, measured: 1, targetPercent: 80, verdict: 'met' },
      { agreementVersion: 2, met: 0, measured: 1, targetPercent: 90, verdict: 'breached' },
    ]);
  });
});
