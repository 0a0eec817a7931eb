import { compileAgreement, type Agreement } from '@app/agreements/domain';
import type { OutageFact } from '@app/availability/domain';
import { parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { withTerms } from '../../../../test/support/example-agreement.js';
import { evaluateFacts, monthFrame, WhatIf, whatIfDocument, whatIfTerms } from './index.js';

const agreement = compileAgreement(example());
const at = amsterdam('2026-04-20 10:00').second;

/** Answered after an hour and a quarter: a Top response too late; resolved an hour after its cause was found. */
const late = life(
  ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
  ['2026-03-02 10:15', 'ResponseGiven', {}],
  ['2026-03-02 10:30', 'RootCauseEstablished', {}],
  ['2026-03-02 11:30', 'ResolutionProvided', { kind: 'fix' }],
);
const outage = ['2026-03-24T16:45:00+01:00 OutageStarted', '2026-03-24T17:45:00+01:00 OutageEnded'].map(
  (told, index) => {
    const [text = '', type] = told.split(' ');
    const { second: occurredAt, fraction } = parseInstant(text)!;
    const data = index === 0 ? { serviceId: 'iv-integration' } : {};
    return { id: `o${index}`, type, occurredAt, fraction, sequence: 0, data } as OutageFact;
  },
);

function asked(patch: object, tickets: Record<string, TicketFact[]>, months = ['2026-03']) {
  const terms = whatIfTerms(agreement, months, patch);
  if (terms.kind === 'invalid') throw new Error(JSON.stringify(terms.faults));
  const question = new WhatIf(terms, months, at, 'en');
  for (const ticket of Object.entries(tickets)) question.take([ticket]);
  return whatIfDocument(question.answer([{ outageId: 'OUT-1', facts: outage }]));
}

const responseWithin = (seconds: number) => ({
  targets: agreement.versions[0]!.terms.targets.map((target) =>
    target.metric === 'response' && target.priority === 'top' ? { ...target, seconds } : target,
  ),
});

describe('a what-if', () => {
  it('gives the evaluations that each set of terms gives by itself', () => {
    const patch = { ...responseWithin(7_200), availability: { plannedMaintenance: 'excluded' } };
    const months = ['2026-02', '2026-03', '2026-04'];
    const { before, after } = asked(patch, { 'TOP-1': late, 'TOP-2': late }, months);
    const evaluated = (terms: Agreement) =>
      months.map((month) =>
        evaluateFacts(
          monthFrame(compileAgreement(terms), month, undefined, at),
          new Map([
            ['TOP-1', late],
            ['TOP-2', late],
          ]),
          new Map([['OUT-1', outage]]),
        ),
      );
    expect(before).toEqual(evaluated(agreement.agreement));
    expect(after).toEqual(
      evaluated(
        withTerms(agreement.agreement, ({ availability }) => ({
          ...responseWithin(7_200),
          availability: { ...availability, plannedMaintenance: 'excluded' },
        })),
      ),
    );
    expect(after).not.toEqual(before);
  });

  it('lists each verdict that changes, on both bases, with the reason under either terms', () => {
    const { changes } = asked(responseWithin(7_200), { 'TOP-1': late });
    expect(changes.map(({ ticketId, metric, basis }) => [ticketId, metric, basis])).toEqual([
      ['TOP-1', 'response', 'gross'],
      ['TOP-1', 'response', 'net'],
    ]);
    expect(changes[0]).toMatchObject({
      before: { state: 'breached', targetSeconds: 3_600, decidedAt: '2026-03-02T09:00:00Z' },
      after: { state: 'met', targetSeconds: 7_200, decidedAt: '2026-03-02T09:15:00Z', month: '2026-03' },
    });
    expect(changes[0]?.before?.reasons).toContain(
      'It was breached when time ran out on Mon, 2 Mar 2026, 10:00:00; by now it is 15 min over.',
    );
    expect(changes[0]?.after?.reasons).toContain('It was met on Mon, 2 Mar 2026, 10:15:00.');
  });

  it('lists a verdict that stays and counts in another month, or under another priority', () => {
    const registered = life(
      ['2026-03-31 17:20', 'TicketRegistered', { ...incident('low'), priority: undefined!, impact: LOW }],
      ['2026-04-01 09:00', 'ResponseGiven', {}],
    );
    const moved = asked({ clocks: { monthOf: 'registration' } }, { 'LOW-1': registered });
    expect(moved.changes[0]).toMatchObject({
      metric: 'response',
      before: { state: 'met', month: '2026-04' },
      after: { state: 'met', month: '2026-03' },
    });
    const { priorities } = agreement.versions[0]!.terms;
    const swapped = { low: { impact: priorities.medium.impact }, medium: { impact: LOW } };
    const other = asked({ priorities: swapped }, { 'LOW-1': registered }, ['2026-04']);
    expect(other.changes[0]).toMatchObject({
      before: { state: 'met', priority: 'low' },
      after: { state: 'met', priority: 'medium' },
    });
  });

  it('lists what one set of terms does not judge at all, either way round', () => {
    const { after, changes } = asked({ effectiveFrom: '2026-03-03' }, { 'TOP-1': late });
    expect(changes.map((change) => [change.metric, change.basis, change.after])).toEqual([
      ['response', 'gross', null],
      ['response', 'net', null],
      ['resolution', 'gross', null],
      ['resolution', 'net', null],
    ]);
    expect(after[0]?.figures.map(({ measured }) => measured)).toEqual(Array(20).fill(0));
    const ofDecember = life(
      ['2025-12-31 09:00', 'TicketRegistered', incident('top')],
      ['2025-12-31 09:30', 'ResponseGiven', {}],
    );
    const months = ['2025-12', '2026-01'];
    const earlier = asked({ effectiveFrom: '2025-12-01' }, { 'TOP-1': ofDecember }, months);
    expect(earlier.changes.slice(0, 2)).toMatchObject([
      { metric: 'response', basis: 'gross', before: null, after: { state: 'met' } },
      { metric: 'response', basis: 'net', before: null, after: { state: 'met' } },
    ]);
  });

  it('says nothing of verdicts that count in none of the months, nor of tickets of others', () => {
    expect(asked(responseWithin(7_200), { 'TOP-1': late }, ['2026-04']).changes).toEqual([]);
    const theirs = life(['2026-03-02 09:00', 'TicketRegistered', { ...incident('top'), serviceId: 'other' }]);
    const { before, changes } = asked(responseWithin(7_200), { 'THEIRS-1': theirs });
    expect(changes).toEqual([]);
    expect(before[0]?.counts).toMatchObject({ registered: { incident: 0 }, open: 0 });
  });
});

const LOW = { service: 'degraded', users: 'one' } as const;
