import { compileAgreement } from '@app/agreements/domain';
import { formatSecond, parseInstant, type EpochSecond } from '@app/support-time';
import type { TicketFact, TicketFactData, TicketFactType } from '@app/tickets/domain';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { analysisDuties, rootCauseAnalysis } from './root-cause-analysis.js';

const example = exampleAgreement();
const agreement = compileAgreement(example);

const second = (text: string): EpochSecond => parseInstant(text)!.second;
const LATER = second('2027-01-01T00:00:00Z');

let counted = 0;
const fact = <T extends TicketFactType>(type: T, occurredAt: string, data: TicketFactData[T]): TicketFact =>
  ({
    id: `f${(counted += 1)}`,
    type,
    occurredAt: second(occurredAt),
    fraction: '',
    sequence: counted,
    data,
  }) as TicketFact;

const registered = (
  at: string,
  priority: 'top' | 'high' | undefined,
  serviceId = example.serviceId,
): TicketFact =>
  fact('TicketRegistered', at, {
    type: priority === undefined ? 'information-request' : 'incident',
    customerId: example.customerId,
    serviceId,
    channel: 'phone',
    ...(priority && { priority }),
  });
const requested = (at: string): TicketFact =>
  fact('RootCauseAnalysisRequested', at, { evidence: 'letter of the customer' });

/** What facts make a problem owe: `because day instant`, each. */
const duties = (...facts: readonly TicketFact[]): string[] =>
  analysisDuties('INC-1', facts, agreement, LATER).map(
    ({ because, dueOn, dueAt }) => `${because} ${dueOn} ${formatSecond(dueAt)}`,
  );

describe('an analysis is owed', () => {
  it('for a Top incident, a month after it was registered, to the end of that day', () => {
    expect(duties(registered('2026-03-10T12:00:00Z', 'top'))).toEqual([
      'priority 2026-04-10 2026-04-10T21:59:59Z',
    ]);
  });

  it('by a month that is shorter, on its last day', () => {
    expect(duties(registered('2026-01-31T12:00:00Z', 'top'))).toEqual([
      'priority 2026-02-28 2026-02-28T22:59:59Z',
    ]);
  });

  it('by the local day: shortly before midnight in UTC it is the next one in Amsterdam', () => {
    expect(duties(registered('2026-01-30T23:30:00Z', 'top'))).toEqual([
      'priority 2026-02-28 2026-02-28T22:59:59Z',
    ]);
    expect(duties(registered('2026-02-27T23:30:00Z', 'top'))).toEqual([
      'priority 2026-03-28 2026-03-28T22:59:59Z',
    ]);
  });

  it('on the day on which the clock goes forward, to the end of its 23 hours', () => {
    expect(duties(registered('2026-02-28T23:30:00Z', 'top'))).toEqual([
      'priority 2026-04-01 2026-04-01T21:59:59Z',
    ]);
    expect(duties(registered('2026-03-01T09:00:00Z', 'high'), requested('2026-02-28T12:00:00Z'))).toEqual([
      'request 2026-04-01 2026-04-01T21:59:59Z',
    ]);
  });

  it('for any incident, a month after each request that stands', () => {
    const first = requested('2026-03-12T09:00:00Z');
    const wrong = fact('FactRetracted', '2026-03-13T09:00:00Z', {
      factId: first.id,
      reason: 'not in writing',
    });
    const again = requested('2026-03-20T09:00:00Z');
    const incident = registered('2026-03-10T12:00:00Z', 'high');
    expect(duties(incident, first, again)).toHaveLength(2);
    expect(duties(incident, first, again, wrong)).toEqual(['request 2026-04-20 2026-04-20T21:59:59Z']);
    expect(duties(incident)).toEqual([]);
  });

  it('for one that was Top once, though not for one that only was recorded so', () => {
    const top = registered('2026-03-10T12:00:00Z', 'top');
    const lowered = fact('PriorityChanged', '2026-03-10T13:00:00Z', { to: 'high' });
    expect(duties(top, lowered)).toHaveLength(1);
    expect(
      duties(registered('2026-03-10T12:00:00Z', 'high'), { ...lowered, data: { to: 'top' } } as TicketFact),
    ).toEqual(['priority 2026-04-10 2026-04-10T21:59:59Z']);
    const corrected = fact('PriorityCorrected', '2026-03-11T13:00:00Z', { to: 'high', reason: 'mistyped' });
    expect(duties(top, corrected)).toEqual([]);
  });

  it('neither for what is no incident, nor withdrawn, nor of another service, nor before the agreement', () => {
    const request = requested('2026-03-12T09:00:00Z');
    expect(duties(registered('2026-03-10T12:00:00Z', undefined), request)).toEqual([]);
    const withdrawn = fact('Withdrawn', '2026-03-10T13:00:00Z', { reason: 'solved itself' });
    expect(duties(registered('2026-03-10T12:00:00Z', 'top'), withdrawn)).toEqual([]);
    expect(duties(registered('2026-03-10T12:00:00Z', 'top', 'xurrent'))).toEqual([]);
    expect(duties(registered('2025-12-10T12:00:00Z', 'top'))).toEqual([]);
    expect(duties(request)).toEqual([]);
  });

  it('by the terms: which priorities, and after how many months', () => {
    const other = compileAgreement(
      withTerms(example, ({ problems }) => ({
        problems: { ...problems, alwaysForPriorities: ['top', 'high'] },
        rootCauseAnalysis: { dueMonths: 2, clause: '9.9' },
      })),
    );
    const [duty] = analysisDuties('INC-1', [registered('2026-03-10T12:00:00Z', 'high')], other, LATER);
    expect(duty).toMatchObject({ dueOn: '2026-05-10', clause: '9.9', agreementVersion: 1 });
  });
});

describe('an analysis stands', () => {
  const owed = analysisDuties('INC-1', [registered('2026-03-10T12:00:00Z', 'top')], agreement, LATER);
  const end = '2026-04-10T21:59:59Z';
  const late = '2026-04-10T22:00:00Z';

  it.each([
    ['due to its last second', [], end, 'due'],
    ['overdue one second later', [], late, 'overdue'],
    ['delivered by a report of its last second', [end], late, 'delivered'],
    ['delivered late by one a second later', [late], late, 'delivered-late'],
    ['by the first report', ['2026-04-01T09:00:00Z', late], late, 'delivered'],
  ])('%s', (_, reports, at, state) => {
    const attached = reports.map((text) => ({ at: second(text) }));
    expect(rootCauseAnalysis(owed, attached, second(at))).toMatchObject({ state, dueOn: '2026-04-10' });
  });

  it('nowhere without a duty, whatever was attached', () => {
    const nothing = { state: 'not-required', dueOn: null, dueAt: null, deliveredAt: null, because: [] };
    expect(rootCauseAnalysis([], [{ at: second(end) }], second(late))).toEqual(nothing);
  });

  it('by the earliest of several, and names them all', () => {
    const other = analysisDuties('INC-0', [registered('2026-03-01T12:00:00Z', 'top')], agreement, LATER);
    const analysis = rootCauseAnalysis([...owed, ...other], [], second(end));
    expect(analysis).toMatchObject({ state: 'overdue', dueOn: '2026-04-01' });
    expect(analysis.because.map(({ ticketId }) => ticketId)).toEqual(['INC-0', 'INC-1']);
  });
});
