import { amsterdam, incident, life } from '../../../../test/golden/golden.js';
import { ticketAt } from './ticket-at.js';
import type { TicketFact } from './ticket-fact.js';

const at = amsterdam('2026-03-02 12:00').second;
const registered = life(['2026-03-02 09:00', 'TicketRegistered', incident('high')]);

/** Types of the facts that count at noon, after the registration. */
const counting = (...facts: readonly TicketFact[]): string[] =>
  ticketAt([...registered, ...facts], at).facts.map(({ type }) => type);

describe('the facts of a ticket that count at an instant (MEASURING 1)', () => {
  it('are those about the world up to it, a fact within its second among them', () => {
    const told = life(
      ['2026-03-02 12:00:00.999', 'ResponseGiven'],
      ['2026-03-02 12:00:01', 'RootCauseEstablished'],
    );
    expect(counting(...told)).toEqual(['ResponseGiven']);
  });

  it.each<[TicketFact['type'], object]>([
    ['PriorityCorrected', { to: 'low', reason: 'mistyped' }],
    ['ExclusionProposed', { exclusionId: 'X1', cause: 'internet', evidence: 'mail' }],
    ['ExclusionAccepted', { exclusionId: 'X1' }],
    ['ExclusionRejected', { exclusionId: 'X1' }],
  ])('are all that are about other facts, however late: %s', (type, data) => {
    const [fact] = life(['2026-04-20 09:00', 'Reopened']);
    expect(counting({ ...fact, type, data } as TicketFact)).toEqual([type]);
  });

  it('are none that a later fact retracts, and no retraction', () => {
    const told = life(
      ['2026-03-02 10:00', 'ResponseGiven', {}, { id: 'wrong' }],
      ['2026-04-20 09:00', 'FactRetracted', { factId: 'wrong', reason: 'another ticket' }],
    );
    expect(counting(...told)).toEqual([]);
  });

  it('are retracted all the same where the retraction is retracted, which is found', () => {
    const told = life(
      ['2026-03-02 10:00', 'ResponseGiven', {}, { id: 'wrong' }],
      ['2026-03-02 10:30', 'FactRetracted', { factId: 'wrong', reason: 'another ticket' }, { id: 'away' }],
      ['2026-03-02 11:00', 'FactRetracted', { factId: 'away', reason: 'no, this one' }],
    );
    expect(counting(...told)).toEqual([]);
    const { oddities } = ticketAt([...registered, ...told], at);
    expect(oddities.map(({ code, fact }) => [code, fact.id])).toEqual([['RETRACTION_RETRACTED', 'f2']]);
  });
});

describe('the registration of a ticket (MEASURING 2)', () => {
  it('is the earliest there is at that instant; another one is found and ignored', () => {
    const [early, late] = life(
      ['2026-03-02 08:00', 'TicketRegistered', incident('low'), { id: 'early' }],
      ['2026-03-02 13:00', 'TicketRegistered', incident('top'), { id: 'late' }],
    );
    const { registration, facts, oddities } = ticketAt([...registered, late!, early!], at);
    expect([registration?.id, facts]).toEqual(['early', []]);
    expect(oddities.map(({ code, fact }) => [code, fact.id])).toEqual([['REGISTERED_TWICE', 'f0']]);
  });

  it('comes before what is dated before it, which counts at its instant and in its own order', () => {
    const told = life(
      ['2026-03-02 08:30', 'ResponseGiven'],
      ['2026-03-02 08:00', 'RootCauseEstablished'],
      ['2026-03-02 09:00', 'Closed'],
    );
    const { facts, oddities } = ticketAt([...told, ...registered], at);
    const { occurredAt } = registered[0]!;
    expect(facts.map((fact) => [fact.type, fact.occurredAt])).toEqual([
      ['RootCauseEstablished', occurredAt],
      ['ResponseGiven', occurredAt],
      ['Closed', occurredAt],
    ]);
    expect(oddities.map(({ code }) => code)).toEqual([
      'FACT_BEFORE_REGISTRATION',
      'FACT_BEFORE_REGISTRATION',
    ]);
  });

  it('is none before its instant', () => {
    expect(ticketAt(registered, registered[0]!.occurredAt - 1).registration).toBeUndefined();
  });
});
