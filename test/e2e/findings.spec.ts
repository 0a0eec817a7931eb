import { exampleAgreement } from '../support/example-agreement.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const agreement = exampleAgreement();
const { customerId, serviceId, agreementId } = agreement;

const DUE = Date.parse('2026-04-10T21:59:59Z');
let nowMs = DUE;
let ledger: TestLedger;
let position = '0';

/** Records facts as an import does, odd ones too. */
async function record(...facts: readonly object[]): Promise<void> {
  const { body } = await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(facts.map((fact) => JSON.stringify(fact)).join('\n'))
    .expect(200);
  expect(body.rejections).toEqual([]);
  position = String(await untilQuiet(ledger.opened.parts));
}

/** Takes an incident out of the problem that was opened for it: a reactor leaves that to whoever says so. */
async function unlinkFromItsProblem(ticketId: string, occurredAt: string): Promise<void> {
  const { body } = await ledger.call('get', `/v1/problems?ticketId=${ticketId}`).expect(200);
  const [{ problemId }] = body.items;
  await record(about({ problemId })('TicketUnlinked', occurredAt, { ticketId, reason: 'to be looked into' }));
}
const about =
  (target: object) =>
  (type: string, occurredAt: string, data: object = {}, id?: string) => ({
    ...target,
    type,
    occurredAt,
    data,
    ...(id && { id }),
  });
const ticket = (ticketId: string) => about({ ticketId });
const incident = (priority: string, ofService = serviceId) => ({
  ...{ type: 'incident', customerId, serviceId: ofService, priority, channel: 'phone' },
});

/** Findings as `code subject since`. */
async function found(query = ''): Promise<string[]> {
  const { body } = await ledger.call('get', `/v1/findings?minPosition=${position}&${query}`).expect(200);
  return body.items.map(
    ({ code, ticketId, outageId, problemId, since }: Record<string, string>) =>
      `${code} ${ticketId ?? outageId ?? problemId} ${since}`,
  );
}

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => nowMs } });
  await ledger.call('put', `/v1/agreements/${agreementId}`).send(agreement).expect(201);
});
afterAll(() => ledger.stop());

describe('the list of findings', () => {
  it('says what is missing beside a Top incident, since when, and who should act', async () => {
    await record(ticket('INC-1')('TicketRegistered', '2026-03-10T12:00:00Z', incident('top')));
    const since = '2026-03-10T12:00:00Z';
    expect(await found('code=INCIDENT_WITHOUT_PROBLEM')).toEqual([]);
    await unlinkFromItsProblem('INC-1', '2026-03-10T12:10:00Z');
    expect(await found('ticketId=INC-1')).toEqual([
      `INCIDENT_WITHOUT_OUTAGE INC-1 ${since}`,
      `INCIDENT_WITHOUT_PROBLEM INC-1 ${since}`,
      `ROOT_CAUSE_NOT_YET_ESTABLISHED INC-1 ${since}`,
    ]);
    const { body } = await ledger.call('get', '/v1/findings?code=INCIDENT_WITHOUT_PROBLEM').expect(200);
    expect(body.items).toEqual([
      {
        ...{
          code: 'INCIDENT_WITHOUT_PROBLEM',
          ticketId: 'INC-1',
          agreementId,
          customerId,
          since,
          open: true,
        },
        actBy: 'support-coordinator',
        detail: { nl: expect.stringContaining('oorzaakanalyse'), en: expect.stringContaining('analysis') },
      },
    ]);
    expect(await found('actBy=second-line')).toEqual([`ROOT_CAUSE_NOT_YET_ESTABLISHED INC-1 ${since}`]);
    expect(await found('actBy=customer')).toEqual([]);
  });

  it('leaves out what an outage, a problem or a cause settles, and takes it up where that is taken back', async () => {
    const outage = about({ outageId: 'OUT-1' });
    const problem = about({ problemId: 'P-1' });
    await record(
      outage('OutageStarted', '2026-03-10T11:50:00Z', { serviceId, customerId, ticketId: 'INC-1' }, 'o1'),
      problem('ProblemRegistered', '2026-03-10T13:00:00Z', { customerId, serviceId }),
      problem('TicketLinked', '2026-03-10T13:00:00Z', { ticketId: 'INC-1' }, 'l1'),
      ticket('INC-1')('RootCauseEstablished', '2026-03-10T12:30:00Z'),
    );
    expect(await found()).toEqual([]);
    await record(
      outage('FactRetracted', '2026-03-11T13:00:00Z', { factId: 'o1', reason: 'another service' }),
      outage('OutageStarted', '2026-03-10T11:55:00Z', { serviceId, customerId }, 'o2'),
      problem('FactRetracted', '2026-03-11T13:00:00Z', { factId: 'l1', reason: 'another ticket' }),
    );
    expect(await found()).toEqual([
      'OUTAGE_WITHOUT_TICKET OUT-1 2026-03-10T11:55:00Z',
      'INCIDENT_WITHOUT_OUTAGE INC-1 2026-03-10T12:00:00Z',
      'INCIDENT_WITHOUT_PROBLEM INC-1 2026-03-10T12:00:00Z',
    ]);
    await record(problem('TicketLinked', '2026-03-12T13:00:00Z', { ticketId: 'INC-1' }));
    expect(await found('code=INCIDENT_WITHOUT_PROBLEM')).toEqual([]);
  });

  it('tells of an overdue analysis from the second on in which it is, until the report', async () => {
    expect(await found('code=ROOT_CAUSE_ANALYSIS_OVERDUE')).toEqual([]);
    nowMs = DUE + 1_000;
    expect(await found('code=ROOT_CAUSE_ANALYSIS_OVERDUE')).toEqual([
      'ROOT_CAUSE_ANALYSIS_OVERDUE P-1 2026-04-10T22:00:00Z',
    ]);
    const report = { name: 'rca.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64) };
    await record(about({ problemId: 'P-1' })('RootCauseReportAttached', '2026-04-10T22:00:00Z', report));
    expect(await found('code=ROOT_CAUSE_ANALYSIS_OVERDUE')).toEqual([]);
  });

  it('tells of waits without evidence where they hold a clock, and of reasons that no term knows', async () => {
    const waiting = (at: string, reason: string, evidence?: string) =>
      ticket('INC-2')('WaitingStarted', at, {
        reason,
        waitId: at.slice(11, 13),
        ...(evidence && { evidence }),
      });
    await record(
      ticket('INC-2')('TicketRegistered', '2026-03-12T09:00:00Z', incident('high')),
      ticket('INC-2')('RootCauseEstablished', '2026-03-12T09:30:00Z'),
      waiting('2026-03-12T10:00:00Z', 'third-party'),
      waiting('2026-03-12T11:00:00Z', 'information-missing', 'mail of 12 March'),
      waiting('2026-03-12T12:00:00Z', 'coffee'),
      waiting('2026-03-12T13:00:00Z', 'access-missing'),
    );
    expect(await found('ticketId=INC-2')).toEqual([
      'UNKNOWN_WAITING_REASON INC-2 2026-03-12T12:00:00Z',
      'WAITING_WITHOUT_EVIDENCE INC-2 2026-03-12T13:00:00Z',
    ]);
  });

  it('tells of a ticket without an agreement until there is one', async () => {
    await record(ticket('INC-3')('TicketRegistered', '2026-03-13T09:00:00Z', incident('low', 'other')));
    expect(await found('code=NO_AGREEMENT')).toEqual(['NO_AGREEMENT INC-3 2026-03-13T09:00:00Z']);
    const other = { ...agreement, agreementId: 'other', serviceId: 'other' };
    ({ position } = (await ledger.call('put', '/v1/agreements/other').send(other).expect(201)).body);
    expect(await found('ticketId=INC-3')).toEqual([
      'ROOT_CAUSE_NOT_YET_ESTABLISHED INC-3 2026-03-13T09:00:00Z',
    ]);
  });

  it('is asked for by month, and for what is not done with, page by page', async () => {
    await record(
      ticket('INC-4')('TicketRegistered', '2026-03-31T21:59:59Z', incident('low')),
      ticket('INC-4')('Closed', '2026-03-31T22:00:00Z'),
    );
    expect(await found('month=2026-04')).toEqual(['CLOSED_WITHOUT_RESOLUTION INC-4 2026-03-31T22:00:00Z']);
    expect(await found('open=false')).toEqual([
      'ROOT_CAUSE_NOT_YET_ESTABLISHED INC-4 2026-03-31T21:59:59Z',
      'CLOSED_WITHOUT_RESOLUTION INC-4 2026-03-31T22:00:00Z',
    ]);
    const whole = await found();
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      paged.push(...(await found(query)));
      cursor = (await ledger.call('get', `/v1/findings?${query}`).expect(200)).body.next;
    }
    expect(paged).toEqual(whole);
    expect((await ledger.call('get', '/v1/findings?code=NONE&actBy=nobody')).body.errors).toHaveLength(2);
  });

  it('is the same after the read models were made anew', async () => {
    const before = await found();
    await ledger.rebuild();
    expect(await found()).toEqual(before);
  });
});
