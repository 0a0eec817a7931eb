import { exampleAgreement } from '../support/example-agreement.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const agreement = exampleAgreement();
const { customerId, serviceId, agreementId } = agreement;

let ledger: TestLedger;
let position = '0';

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-06-01T12:00:00Z') } });
  await ledger.call('put', `/v1/agreements/${agreementId}`).send(agreement).expect(201);
});
afterAll(() => ledger.stop());

/** Records something as a request does, and waits for all that follows from it. */
async function post(path: string, body: object): Promise<void> {
  const { status, text } = await ledger.call('post', path).send(body);
  if (status !== 201) throw new Error(`${path}: ${status} ${text}`);
  position = String(await untilQuiet(ledger.opened.parts));
}

/** On a day of April, at noon. */
const on = (day: number): string => `2026-04-${String(day).padStart(2, '0')}T12:00:00Z`;

interface Said {
  readonly priority?: string;
  readonly configurationItem?: string | undefined;
  readonly category?: string | undefined;
}

const incident = (ticketId: string, day: number, said: Said = {}): Promise<void> =>
  post('/v1/tickets', {
    ...{ ticketId, occurredAt: on(day), type: 'incident', customerId, serviceId, channel: 'portal' },
    ...{ priority: 'high', configurationItem: 'gateway', category: 'network', ...said },
  });
const onTicket = (ticketId: string, type: string, day: number, data: object = {}): Promise<void> =>
  post(`/v1/tickets/${ticketId}/facts`, { type, occurredAt: on(day), data });
const onProblem = (problemId: string, type: string, day: number, data: object = {}): Promise<void> =>
  post(`/v1/problems/${problemId}/facts`, { type, occurredAt: on(day), data });

const get = async (path: string) =>
  (await ledger.call('get', `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`).expect(200))
    .body;

interface Problem {
  readonly problemId: string;
  readonly state: string;
  readonly registeredAt: string;
  readonly tickets: readonly string[];
  readonly refersTo: string | null;
  readonly category: string | null;
  readonly rootCauseAnalysis: { readonly state: string; readonly dueOn: string | null };
}
const problems = async (query = ''): Promise<Problem[]> => (await get(`/v1/problems?${query}`)).items;
const problemOf = async (ticketId: string): Promise<Problem> => {
  const [found, ...others] = (await problems(`ticketId=${ticketId}`)).filter(({ tickets }) =>
    tickets.includes(ticketId),
  );
  expect(others).toEqual([]);
  if (found === undefined) throw new Error(`${ticketId} has no problem`);
  return found;
};

describe('incidents that recur', () => {
  it('open one problem record, and a third like incident joins it', async () => {
    await incident('INC-1', 1);
    expect(await problems()).toEqual([]);
    await incident('INC-2', 5);
    await incident('INC-3', 9);
    await incident('OTHER', 9, { category: 'storage' });
    const [problem, ...others] = await problems();
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      state: 'registered',
      registeredAt: on(5),
      tickets: ['INC-1', 'INC-2', 'INC-3'],
      category: 'network',
      refersTo: null,
      rootCauseAnalysis: { state: 'not-required' },
    });
  });

  it('lead to the same record when they are heard of late, and leave it when they turn out to be none', async () => {
    await incident('INC-0', 3);
    expect((await problemOf('INC-0')).tickets).toEqual(['INC-0', 'INC-1', 'INC-2', 'INC-3']);
    await onTicket('INC-2', 'Withdrawn', 10, { reason: 'sent by mistake' });
    const { problemId, tickets } = await problemOf('INC-0');
    expect(tickets).toEqual(['INC-0', 'INC-1', 'INC-3']);
    const { formerTickets, registeredAt } = await get(`/v1/problems/${problemId}`);
    expect(formerTickets).toMatchObject([
      { ticketId: 'INC-2', unlinkedBy: 'reactor:problem-detection', unlinkedBecause: expect.any(String) },
    ]);
    // Without INC-2 it was INC-0 that made it a problem.
    expect(registeredAt).toBe(on(3));
  });

  it('open the next record after a person closed one, which refers to it', async () => {
    const closed = await problemOf('INC-1');
    await onProblem(closed.problemId, 'ProblemClosed', 12);
    await incident('INC-5', 14);
    await incident('INC-6', 15);
    const next = await problemOf('INC-5');
    expect(next).toMatchObject({ tickets: ['INC-5', 'INC-6'], refersTo: closed.problemId });
    expect(next.problemId).not.toBe(closed.problemId);
    expect((await problemOf('INC-1')).tickets).toEqual(['INC-0', 'INC-1', 'INC-3']);
  });

  it('have an analysis where one of them is Top, in the record that is open', async () => {
    await incident('INC-7', 16, { priority: 'top' });
    const problem = await problemOf('INC-7');
    expect(problem).toMatchObject({
      state: 'analysing',
      tickets: ['INC-5', 'INC-6', 'INC-7'],
      rootCauseAnalysis: { state: 'overdue', dueOn: '2026-05-16' },
    });
    await incident('ALONE', 17, { priority: 'top', category: 'printer' });
    expect(await problemOf('ALONE')).toMatchObject({ tickets: ['ALONE'], state: 'analysing' });
  });

  it('stay as a person has put them', async () => {
    const { problemId } = await problemOf('INC-6');
    await onProblem(problemId, 'TicketUnlinked', 20, { ticketId: 'INC-6', reason: 'a cable' });
    expect((await problems('ticketId=INC-6')).flatMap(({ tickets }) => tickets)).not.toContain('INC-6');
    await onTicket('INC-6', 'AssignedToLine', 21, { line: 'second' });
    expect((await problems('ticketId=INC-6')).flatMap(({ tickets }) => tickets)).not.toContain('INC-6');
  });
});

describe('a root cause that was found for a problem', () => {
  const established = async (ticketId: string): Promise<object[]> => {
    const { facts } = await get(`/v1/tickets/${ticketId}`);
    const retracted = facts.flatMap(({ type, data }: { type: string; data: { factId: string } }) =>
      type === 'FactRetracted' ? data.factId : [],
    );
    return facts.filter(
      ({ id, type }: { id: string; type: string }) =>
        type === 'RootCauseEstablished' && !retracted.includes(id),
    );
  };

  it('is established on each ticket linked to it, at its instant, and starts their clocks', async () => {
    const { problemId } = await problemOf('INC-7');
    await onProblem(problemId, 'RootCauseFound', 22, { cause: 'certificate' });
    for (const ticketId of ['INC-5', 'INC-7']) {
      expect(await established(ticketId)).toEqual([
        expect.objectContaining({ occurredAt: on(22), by: 'reactor:root-cause', data: { problemId } }),
      ]);
      const { clocks } = await get(`/v1/tickets/${ticketId}/service-levels`);
      const resolution = clocks.find(({ metric }: { metric: string }) => metric === 'resolution');
      expect(resolution).toMatchObject({ startedAt: on(22) });
    }
    expect(await established('INC-6')).toEqual([]);
  });

  it('is taken back from a ticket that is unlinked, and said anew where it is linked again', async () => {
    const { problemId } = await problemOf('INC-5');
    await onProblem(problemId, 'TicketUnlinked', 23, { ticketId: 'INC-5', reason: 'another cause' });
    expect(await established('INC-5')).toEqual([]);
    await onProblem(problemId, 'TicketLinked', 24, { ticketId: 'INC-5' });
    expect(await established('INC-5')).toHaveLength(1);
  });
});

describe('a candidate', () => {
  const candidates = async (): Promise<string[]> =>
    (await get('/v1/problem-candidates')).items.map(({ ticketId }: { ticketId: string }) => ticketId);

  it('is proposed with what it may be alike to, and not linked', async () => {
    await incident('VAGUE-1', 25, { configurationItem: undefined });
    await incident('VAGUE-2', 26, { configurationItem: undefined });
    expect(await problems('ticketId=VAGUE-1')).toEqual([]);
    const { items } = await get('/v1/problem-candidates?limit=1');
    expect(items).toMatchObject([
      { ticketId: 'VAGUE-1', missing: ['configurationItem'], category: 'network', customerId, serviceId },
    ]);
    expect(items[0].alike.tickets).toContain('INC-7');
    expect(items[0].problems).toContain((await problemOf('INC-7')).problemId);
  });

  it('is none any more once a person has linked it, or said that it is no recurrence', async () => {
    expect(await candidates()).toEqual(['VAGUE-1', 'VAGUE-2']);
    const { problemId } = await problemOf('INC-7');
    await onProblem(problemId, 'TicketLinked', 27, { ticketId: 'VAGUE-1' });
    expect(await candidates()).toEqual(['VAGUE-2']);
    expect((await problemOf('VAGUE-1')).problemId).toBe(problemId);
    await onTicket('VAGUE-2', 'RecurrenceRejected', 27, { reason: 'the weather' });
    expect(await candidates()).toEqual([]);
    expect(await problems('ticketId=VAGUE-2')).toEqual([]);
  });

  it('is told of as it is now only', async () => {
    const { body } = await ledger.call('get', '/v1/problem-candidates?asOfPosition=3').expect(400);
    expect(body.errors).toMatchObject([{ code: 'UNKNOWN_PARAMETER' }]);
  });
});

describe('GET /v1/reactors', () => {
  it('says how far each reactor is, and that somebody looks after it', async () => {
    const { items, next } = await get('/v1/reactors');
    expect(next).toBeNull();
    expect(items).toEqual(
      ['problem-detection', 'root-cause'].map((name) => ({
        name,
        version: 1,
        position: expect.stringMatching(/^\d+$/),
        lagMs: expect.any(Number),
        state: 'running',
        parked: [],
      })),
    );
  });

  it('goes on where it was, and says nothing again, after the read models were made anew', async () => {
    const before = await problems();
    const last = (await ledger.opened.parts.store.last())?.position;
    await ledger.rebuild();
    expect(await untilQuiet(ledger.opened.parts)).toBe(last);
    expect(await problems()).toEqual(before);
  });
});
