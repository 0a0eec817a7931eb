import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { formatSecondIn, parseInstant } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { noticeMoments } from './index.js';

const example = exampleAgreement();

/** `03-23T08:30`, in Amsterdam. */
const second = (local: string): number => parseInstant(`2026-${local}:00+01:00`)!.second;

let ids = 0;
const fact = (type: string, at: string, data: object = {}): TicketFact =>
  ({ id: `f${(ids += 1)}`, type, occurredAt: second(at), fraction: '', sequence: 0, data }) as TicketFact;

const incident = (at: string, priority: string) =>
  fact('TicketRegistered', at, {
    type: 'incident',
    customerId: 'demo',
    serviceId: 'iv-integration',
    priority,
  });

const moments = (facts: readonly TicketFact[], agreement: Agreement = example): string[] => {
  const at = Math.max(...facts.map(({ occurredAt }) => occurredAt));
  return noticeMoments(ticketAt(facts, at), compileAgreement(agreement), at).map(
    ({ metric, level, number, dueAt, passesAt }) =>
      `${metric} ${level}.${number} ${formatSecondIn('Europe/Amsterdam', dueAt).slice(5, 16)}+${passesAt - dueAt}`,
  );
};

describe('somebody is told of a clock', () => {
  it('at the share of its target, and when the last instant in time has passed', () => {
    // Monday: 75 % of 9 h is 6:45; 9 h are used at 17:30, and the next support time begins on Tuesday.
    expect(moments([incident('03-23T08:30', 'high')])).toEqual([
      'response 1.0 03-23T15:15+0',
      'response 2.0 03-24T08:30+1',
    ]);
  });

  it('at the end of a window where the share is used up there', () => {
    expect(moments([incident('03-23T10:45', 'high')])[0]).toBe('response 1.0 03-23T17:30+0');
  });

  it('whatever comes later: an answer stops what had not come about, and takes back nothing', () => {
    const registered = incident('03-23T08:30', 'high');
    expect(moments([registered, fact('ResponseGiven', '03-23T15:14')])).toEqual([]);
    expect(moments([registered, fact('ResponseGiven', '03-23T15:15')])).toEqual([]);
    expect(moments([registered, fact('ResponseGiven', '03-23T15:16')])).toEqual([
      'response 1.0 03-23T15:15+0',
    ]);
  });

  it('not once more where a lower priority gives it room after its breach, however long it goes on', () => {
    const registered = incident('03-23T08:30', 'top');
    const lowered = fact('PriorityChanged', '03-23T10:00', { to: 'high' });
    expect(moments([registered, lowered, fact('Closed', '03-23T17:00')])).toEqual([
      'response 1.0 03-23T09:15+0',
      'response 2.0 03-23T09:30+1',
    ]);
  });

  it('once more where a lower priority gave it room in between', () => {
    const registered = incident('03-23T08:30', 'top');
    const lowered = fact('PriorityChanged', '03-23T09:20', { to: 'high' });
    expect(moments([registered, lowered])).toEqual([
      'response 1.0 03-23T09:15+0',
      'response 1.1 03-23T15:15+0',
      'response 2.0 03-24T08:30+1',
    ]);
    const corrected = fact('PriorityCorrected', '03-23T09:20', { to: 'high', reason: 'mistyped' });
    expect(moments([registered, corrected])).toEqual([
      'response 1.0 03-23T15:15+0',
      'response 2.0 03-24T08:30+1',
    ]);
  });

  it('at once when a higher priority puts it over', () => {
    const raised = fact('PriorityChanged', '03-23T11:00', { to: 'top' });
    expect(moments([incident('03-23T08:30', 'high'), raised])).toEqual([
      'response 1.0 03-23T11:00+0',
      'response 2.0 03-23T11:00+0',
    ]);
  });

  it('of the resolution from the root cause on, a wait taken off', () => {
    const facts = [
      incident('03-23T08:30', 'top'),
      fact('ResponseGiven', '03-23T08:40'),
      fact('RootCauseEstablished', '03-23T09:00'),
      fact('WaitingStarted', '03-23T10:00', { reason: 'information-missing' }),
    ];
    expect(moments(facts)).toEqual([]);
    expect(moments([...facts, fact('WaitingEnded', '03-23T11:00')])).toEqual([
      'resolution 1.0 03-23T13:00+0',
      'resolution 2.0 03-23T14:00+1',
    ]);
  });

  it('at no time where its priority is never at risk, but of the breach', () => {
    const topOnly = withTerms(example, ({ escalation }) => ({
      escalation: { ...escalation!, atRiskPercent: { top: 50 } },
    }));
    expect(moments([incident('03-23T08:30', 'high')], topOnly)).toEqual(['response 2.0 03-24T08:30+1']);
    expect(moments([incident('03-23T08:30', 'top')], topOnly)[0]).toBe('response 1.0 03-23T09:00+0');
  });

  it('at the second at which it is at risk, also where a wait begins just then', () => {
    const facts = [
      incident('03-23T08:30', 'top'),
      fact('ResponseGiven', '03-23T08:40'),
      fact('RootCauseEstablished', '03-23T09:00'),
    ];
    const wait = (at: string) => fact('WaitingStarted', at, { reason: 'information-missing' });
    expect(moments([...facts, wait('03-23T12:00')])).toEqual(['resolution 1.0 03-23T12:00+0']);
    expect(moments([...facts, wait('03-23T11:59')])).toEqual([]);
  });

  it('up to the second at which its ticket leaves measurement, and not from it on', () => {
    const registered = incident('03-23T08:30', 'top');
    const withdrawn = (at: string) => fact('Withdrawn', at, { reason: 'gone' });
    expect(moments([registered, withdrawn('03-23T09:15')])).toEqual([]);
    expect(moments([registered, withdrawn('03-23T09:16')])).toEqual(['response 1.0 03-23T09:15+0']);
    expect(moments([registered, withdrawn('03-23T10:00')])).toEqual([
      'response 1.0 03-23T09:15+0',
      'response 2.0 03-23T09:30+1',
    ]);
  });

  it('of no ticket that no version judges, or whose customer is in doubt', () => {
    expect(moments([fact('ResponseGiven', '03-23T08:40')])).toEqual([]);
    const early = { ...incident('03-23T08:30', 'top'), occurredAt: Date.UTC(2025, 5, 1) / 1_000 };
    expect(moments([early])).toEqual([]);
    const other = incident('03-23T08:40', 'top');
    const elsewhere = { ...other, data: { ...other.data, customerId: 'another' } } as TicketFact;
    expect(moments([incident('03-23T08:30', 'top'), elsewhere])).toEqual([]);
  });

  it('at no time where nobody agreed on escalation, or no support time is to come', () => {
    const nobody = withTerms(example, () => ({ escalation: undefined }));
    expect(moments([incident('03-23T08:30', 'top')], nobody)).toEqual([]);
    const lastDay = { ...incident('03-23T08:30', 'high'), occurredAt: Date.UTC(2100, 11, 31, 12) / 1_000 };
    expect(moments([lastDay])).toEqual([]);
  });
});
