import { createHash } from 'node:crypto';
import { exampleAgreement } from '../support/example-agreement.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const agreement = exampleAgreement();
const { customerId, serviceId, agreementId } = agreement;

/** 28 April 2026, the last second of the day in Amsterdam: the analysis of INC-1 is due until then. */
const DUE = Date.parse('2026-04-28T21:59:59Z');
let nowMs = DUE;
let ledger: TestLedger;
let position = '0';

const post = (path: string, body: object) => ledger.call('post', path).send(body);

/** Records something, and remembers where: what is read afterwards holds it. */
async function record(path: string, body: object): Promise<string> {
  const answer = await post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  ({ position } = answer.body);
  return answer.body.factId;
}
const fact = (type: string, occurredAt: string, data: object = {}) => ({ type, occurredAt, data });
const onProblem = (type: string, occurredAt: string, data: object = {}) =>
  record('/v1/problems/P-1/facts', fact(type, occurredAt, data));
const refused = async (type: string, occurredAt: string, data: object = {}) =>
  (await post('/v1/problems/P-1/facts', fact(type, occurredAt, data))).body.code;

const read = async (path: string) => {
  const mark = path.includes('?') ? '&' : '?';
  return (await ledger.call('get', `${path}${mark}minPosition=${position}`).expect(200)).body;
};
/** Only of records that people registered: those that a reactor opens for the same incidents are told of elsewhere. */
const byHand = <T extends { readonly problemId: string }>(rows: readonly T[]): T[] =>
  rows.filter(({ problemId }) => problemId.startsWith('P-'));
const ids = async (query: string): Promise<string[]> =>
  byHand<{ problemId: string }>((await read(`/v1/problems?${query}`)).items).map(
    ({ problemId }) => problemId,
  );

const ticket = (ticketId: string, priority: string, occurredAt: string) =>
  record('/v1/tickets', {
    ticketId,
    occurredAt,
    type: 'incident',
    customerId,
    serviceId,
    priority,
    channel: 'phone',
  });

const PDF = Buffer.from('%PDF-1.7\nThe certificate had expired.\n');
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const send = (bytes: Buffer, sha256 = hashOf(bytes), type = 'application/pdf', problemId = 'P-1') =>
  ledger.call('put', `/v1/problems/${problemId}/reports/${sha256}`).set('content-type', type).send(bytes);

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => nowMs }, reportLimitBytes: 64 * 1024 });
  await ledger.call('put', `/v1/agreements/${agreementId}`).send(agreement).expect(201);
  await ticket('INC-1', 'top', '2026-03-28T12:00:00Z');
  await ticket('INC-2', 'high', '2026-03-27T12:00:00Z');
});
afterAll(() => ledger.stop());

describe('a problem record', () => {
  it('is registered by hand, once, every fault named', async () => {
    const faulty = await post('/v1/problems', { problemId: 'P 1', occurredAt: 'today', customerId }).expect(
      400,
    );
    expect(faulty.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/occurredAt',
      '/problemId',
      '/serviceId',
    ]);
    const body = {
      problemId: 'P-1',
      occurredAt: '2026-03-28T13:00:00Z',
      customerId,
      serviceId,
      title: 'Late',
    };
    const answer = await post('/v1/problems', body).expect(201);
    expect(answer.headers['location']).toBe('/v1/problems/P-1');
    expect(answer.body).toMatchObject({ problemId: 'P-1' });
    ({ position } = answer.body);
    const again = await post('/v1/problems', { ...body, title: 'Other' }).expect(409);
    expect(again.body.code).toBe('PROBLEM_EXISTS');
    expect((await post('/v1/problems/P-9/facts', fact('ProblemSolved', '2026-03-28T13:00:00Z'))).status).toBe(
      404,
    );
  });

  it('goes through its states, and refuses what makes no sense in each', async () => {
    expect(await refused('TicketLinked', '2026-03-28T12:59:59Z', { ticketId: 'INC-1' })).toBe(
      'BEFORE_REGISTRATION',
    );
    await onProblem('TicketLinked', '2026-03-28T13:01:00Z', { ticketId: 'INC-1', reason: 'Top' });
    expect(await refused('TicketLinked', '2026-03-28T14:00:00Z', { ticketId: 'INC-1' })).toBe(
      'TICKET_LINKED',
    );
    expect(
      await refused('TicketUnlinked', '2026-03-28T14:00:00Z', { ticketId: 'INC-2', reason: 'other' }),
    ).toBe('TICKET_NOT_LINKED');
    await onProblem('TicketLinked', '2026-03-28T14:00:00Z', { ticketId: 'INC-2' });
    const states: string[] = [];
    const reach = async (type: string, occurredAt: string, data: object = {}) => {
      const factId = await onProblem(type, occurredAt, data);
      states.push((await read('/v1/problems/P-1')).state);
      return factId;
    };
    await reach('CausesRelated', '2026-03-29T09:00:00Z', { related: false });
    expect(await refused('CausesRelated', '2026-03-29T10:00:00Z', { related: false })).toBe('CAUSES_DECIDED');
    expect(await refused('RootCauseFound', '2026-03-29T10:00:00Z')).toBe('CAUSES_UNRELATED');
    await reach('CausesRelated', '2026-03-29T11:00:00Z', { related: true });
    await reach('RootCauseAnalysisStarted', '2026-03-30T09:00:00Z');
    expect(await refused('RootCauseAnalysisStarted', '2026-03-30T10:00:00Z')).toBe('ANALYSIS_STARTED');
    await reach('RootCauseFound', '2026-04-01T09:00:00Z', { cause: 'certificate' });
    expect(await refused('RootCauseFound', '2026-04-01T10:00:00Z')).toBe('ROOT_CAUSE_FOUND');
    expect(await refused('RootCauseAnalysisStarted', '2026-04-01T10:00:00Z')).toBe('ROOT_CAUSE_FOUND');
    await reach('KnownErrorDeclared', '2026-04-02T09:00:00Z', { workaround: 'restart' });
    const solved = await reach('ProblemSolved', '2026-04-03T09:00:00Z');
    expect(await refused('ProblemSolved', '2026-04-03T10:00:00Z')).toBe('PROBLEM_SOLVED');
    expect(await refused('KnownErrorDeclared', '2026-04-03T10:00:00Z', { workaround: 'x' })).toBe(
      'PROBLEM_SOLVED',
    );
    const closed = await reach('ProblemClosed', '2026-04-04T09:00:00Z', { reason: 'renewed' });
    expect(await refused('ProblemClosed', '2026-04-04T10:00:00Z')).toBe('PROBLEM_CLOSED');
    expect(await refused('TicketLinked', '2026-04-04T10:00:00Z', { ticketId: 'INC-3' })).toBe(
      'PROBLEM_CLOSED',
    );
    expect(states).toEqual([
      'causes-unrelated',
      'causes-related',
      'analysing',
      'root-cause-found',
      'known-error',
      'solved',
      'closed',
    ]);
    for (const factId of [closed, solved]) {
      await onProblem('FactRetracted', '2026-04-05T09:00:00Z', { factId, reason: 'came back' });
    }
    expect(await refused('FactRetracted', '2026-04-05T10:00:00Z', { factId: 'none', reason: 'x' })).toBe(
      'FACT_UNKNOWN',
    );
  });

  it('shows its tickets, what was found and what it owes, at any instant', async () => {
    await onProblem('TicketUnlinked', '2026-04-06T09:00:00Z', { ticketId: 'INC-2', reason: 'other cause' });
    const now = await read('/v1/problems/P-1');
    expect(now).toMatchObject({
      agreementId,
      state: 'known-error',
      since: '2026-04-02T09:00:00Z',
      tickets: [{ ticketId: 'INC-1', reason: 'Top', linkedAt: '2026-03-28T13:01:00Z' }],
      formerTickets: [{ ticketId: 'INC-2', unlinkedBecause: 'other cause' }],
      rootCause: { cause: 'certificate', foundAt: '2026-04-01T09:00:00Z' },
      knownError: { workaround: 'restart' },
      rootCauseAnalysis: {
        state: 'due',
        dueOn: '2026-04-28',
        dueAt: '2026-04-28T21:59:59Z',
        startedAt: '2026-03-30T09:00:00Z',
        because: [{ ticketId: 'INC-1', because: 'priority', clause: '3.3', agreementVersion: 1 }],
      },
      reports: [],
      closedAt: null,
    });
    expect(now.facts).toHaveLength(13);
    const then = await read('/v1/problems/P-1?at=2026-03-29T10:00:00Z');
    expect(then).toMatchObject({ state: 'causes-unrelated', rootCause: null, formerTickets: [] });
    expect(then.tickets).toHaveLength(2);
    expect(await read('/v1/problems/P-1?at=2026-03-01T00:00:00Z')).toMatchObject({
      state: null,
      tickets: [],
    });
  });

  it('is found by what it is, whose it is, which tickets it has or had, and what it owes', async () => {
    await record('/v1/problems', {
      problemId: 'P-2',
      occurredAt: '2026-03-28T13:00:00Z',
      customerId: 'other',
      serviceId,
    });
    expect(await ids('limit=1')).toEqual(['P-1']);
    expect(await ids(`agreementId=${agreementId}`)).toEqual(['P-1']);
    expect(await ids('customerId=other')).toEqual(['P-2']);
    expect(await ids(`serviceId=${serviceId}`)).toEqual(['P-1', 'P-2']);
    expect(await ids('state=registered')).toEqual(['P-2']);
    expect(await ids('ticketId=INC-2')).toEqual(['P-1']);
    expect(await ids('overdue=true')).toEqual([]);
    nowMs = DUE + 1000;
    expect(await ids('overdue=true')).toEqual(['P-1']);
    expect(await ids('overdue=false')).toEqual(['P-2']);
    const { items, next } = await read('/v1/problems?limit=1');
    expect(items).toMatchObject([
      { problemId: 'P-1', tickets: ['INC-1'], rootCauseAnalysis: { state: 'overdue', dueOn: '2026-04-28' } },
    ]);
    expect(await ids(`limit=1&cursor=${next}`)).toEqual(['P-2']);
    expect((await ledger.call('get', '/v1/problems?state=open')).status).toBe(400);
  });

  it('owes nothing for a ticket whose priority was recorded wrongly', async () => {
    const data = { to: 'high', reason: 'mistyped' };
    const factId = await record(
      '/v1/tickets/INC-1/facts',
      fact('PriorityCorrected', '2026-04-06T09:00:00Z', data),
    );
    expect((await read('/v1/problems/P-1')).rootCauseAnalysis.state).toBe('not-required');
    expect(await ids('overdue=true')).toEqual([]);
    await record(
      '/v1/tickets/INC-1/facts',
      fact('FactRetracted', '2026-04-07T09:00:00Z', { factId, reason: 'was right' }),
    );
    expect(await ids('overdue=true')).toEqual(['P-1']);
  });
});

describe('the evaluation of a month', () => {
  const row = { problemId: 'P-1', state: 'known-error', tickets: ['INC-1'] };
  const month = async (name: string, query = '') =>
    byHand((await read(`/v1/evaluations/${agreementId}/${name}${query}`)).problems);

  it('tells of problems whose analysis is due or overdue in it, at any instant', async () => {
    const dueAt = '2026-04-28T21:59:59Z';
    const overdue = [{ ...row, rootCauseAnalysis: { dueAt, state: 'overdue' } }];
    expect(await month('2026-03')).toEqual(overdue);
    expect(await month('2026-04')).toEqual(overdue);
    expect(await month('2026-04', `?at=${dueAt}`)).toEqual([
      { ...row, rootCauseAnalysis: { dueAt, state: 'due' } },
    ]);
    expect(await month('2026-05', '?at=2026-05-01T12:00:00Z')).toEqual(overdue);
    expect(await month('2026-02')).toEqual([]);
  });

  interface Owing {
    readonly problemId: string;
    readonly rootCauseAnalysis: { readonly state: string };
  }

  it('under other terms tells of what would be owed', async () => {
    const terms = { rootCauseAnalysis: { dueMonths: 2 } };
    const question = { agreementId, from: '2026-03', to: '2026-03', terms };
    const { body } = await post('/v1/what-if', question).expect(200);
    const [before] = byHand<Owing>(body.before[0].problems);
    const [after] = byHand<Owing>(body.after[0].problems);
    expect([before?.rootCauseAnalysis.state, after?.rootCauseAnalysis]).toEqual([
      'overdue',
      { dueAt: '2026-05-28T21:59:59Z', state: 'due' },
    ]);
  });
});

describe('a report', () => {
  const attach = { name: 'Oorzaak é "1".pdf', mediaType: 'application/pdf', sha256: hashOf(PDF) };

  it('is not attached before it is here', async () => {
    expect(await refused('RootCauseReportAttached', '2026-04-28T21:59:59Z', attach)).toBe('REPORT_MISSING');
  });

  it.each([
    ['of another hash', () => send(PDF, 'a'.repeat(64)), 400, 'VALIDATION_FAILED'],
    ['of no hash', () => send(PDF, 'xyz'), 400, 'VALIDATION_FAILED'],
    ['that is not what it says', () => send(PDF, hashOf(PDF), 'image/png'), 400, 'VALIDATION_FAILED'],
    ['that a browser would run', () => send(PDF, hashOf(PDF), 'text/html'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'of a problem that is not',
      () => send(PDF, hashOf(PDF), 'application/pdf', 'P-9'),
      404,
      'PROBLEM_NOT_FOUND',
    ],
    [
      'that is too large',
      () => send(Buffer.concat([PDF, Buffer.alloc(64 * 1024)])),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('is refused: one %s', async (_, sending, status, code) => {
    const answer = await sending();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await ledger.opened.parts.reports.sizes([hashOf(PDF)])).toEqual(new Map());
  });

  it('that is too large is refused without its length as well', async () => {
    const request = ledger
      .call('put', `/v1/problems/P-1/reports/${hashOf(PDF)}`)
      .set('content-type', 'text/plain');
    request.set('transfer-encoding', 'chunked');
    for (let chunk = 0; chunk < 5; chunk += 1) request.write('x'.repeat(16 * 1024));
    const answer = await request;
    expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('is kept once, attached, and meets what is owed', async () => {
    await ledger.call('get', `/v1/problems/P-1/reports/${attach.sha256}`).expect(404);
    expect((await send(PDF)).status).toBe(201);
    expect((await send(PDF)).status).toBe(200);
    await onProblem('RootCauseReportAttached', '2026-04-28T21:59:59Z', attach);
    expect(await refused('RootCauseReportAttached', '2026-04-28T22:00:00Z', attach)).toBe('REPORT_ATTACHED');
    const problem = await read('/v1/problems/P-1');
    expect(problem.reports).toMatchObject([{ ...attach, state: 'stored', bytes: PDF.length }]);
    expect(problem.rootCauseAnalysis).toMatchObject({
      state: 'delivered',
      deliveredAt: '2026-04-28T21:59:59Z',
    });
    expect(await ids('overdue=true')).toEqual([]);
  });

  it('is read as a file to keep, and never shown by a browser', async () => {
    const { body, headers } = await ledger
      .call('get', `/v1/problems/P-1/reports/${attach.sha256}?minPosition=${position}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(Buffer.compare(body, PDF)).toBe(0);
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="report"; filename*=UTF-8''Oorzaak%20%C3%A9%20%221%22.pdf`,
    );
  });

  it('that an import names is recorded, and told to be missing where its bytes are not here', async () => {
    const sha256 = 'b'.repeat(64);
    const line = {
      problemId: 'P-2',
      ...fact('RootCauseReportAttached', '2026-04-01T09:00:00Z', { ...attach, sha256 }),
    };
    const { body } = await ledger
      .call('post', '/v1/imports')
      .set('content-type', 'application/x-ndjson')
      .send(JSON.stringify(line))
      .expect(200);
    ({ position } = body);
    expect((await read('/v1/problems/P-2')).reports).toMatchObject([
      { sha256, state: 'missing', bytes: null },
    ]);
    const lost = await ledger.call('get', `/v1/problems/P-2/reports/${sha256}`).expect(404);
    expect(lost.body.code).toBe('REPORT_NOT_FOUND');
  });
});

it('is the same after the read models were made anew', async () => {
  await untilQuiet(ledger.opened.parts);
  const before = await read('/v1/problems/P-1');
  await ledger.rebuild();
  expect(await read('/v1/problems/P-1')).toEqual(before);
  expect(await ids('ticketId=INC-2')).toEqual(['P-1']);
});
