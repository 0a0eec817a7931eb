import { compileAgreement } from '@app/agreements/domain';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { exclusionChanges } from './exclusion-changes.js';

const agreement = compileAgreement(example());
const at = amsterdam('2026-04-01 18:00').second;
const changesOf = (facts: readonly TicketFact[], exclusionId = 'X1') =>
  exclusionChanges(ticketAt(facts, at), agreement, at, exclusionId);

/** A Top incident resolved an hour late, in March. */
const late = life(
  ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
  ['2026-03-02 09:00', 'RootCauseEstablished'],
  ['2026-03-02 09:15', 'ResponseGiven'],
  ['2026-03-02 14:00', 'ResolutionProvided', { kind: 'fix' }],
);

const proposed = (
  exclusionId: string,
  interval: { from?: string; to?: string },
  metrics?: ['resolution'],
): TicketFact[] => [
  ...life([
    '2026-03-03 09:00',
    'ExclusionProposed',
    { exclusionId, cause: 'internet', evidence: 'mail', ...interval, ...(metrics && { metrics }) },
    { id: `proposal-${exclusionId}` },
  ]),
];

const twoHours = { from: '2026-03-02T10:00:00+01:00', to: '2026-03-02T12:00:00+01:00' };

describe('what an exclusion changes', () => {
  const breachBecomesMet = {
    metric: 'resolution',
    priority: 'top',
    without: { state: 'breached', month: '2026-03' },
    with: { state: 'met', month: '2026-03' },
  };

  it.each([
    ['while it is proposed: what it would change', []],
    [
      'once accepted: what it changed',
      life(['2026-03-03 10:00', 'ExclusionAccepted', { exclusionId: 'X1' }]),
    ],
    [
      'once rejected: what it would have',
      life(['2026-03-03 10:00', 'ExclusionRejected', { exclusionId: 'X1' }]),
    ],
  ])('%s', (_, decision) => {
    const facts = [...late, ...proposed('X1', twoHours, ['resolution']), ...decision];
    expect(changesOf(facts)).toEqual([breachBecomesMet]);
  });

  it('is a month as well, where the breach moves to another', () => {
    const lastDay = life(
      ['2026-03-31 12:00', 'TicketRegistered', incident('top')],
      ['2026-03-31 12:00', 'RootCauseEstablished'],
      ['2026-03-31 12:15', 'ResponseGiven'],
      ['2026-04-01 12:00', 'ResolutionProvided', { kind: 'fix' }],
    );
    const afternoon = { from: '2026-03-31T13:00:00+02:00', to: '2026-03-31T15:00:00+02:00' };
    expect(changesOf([...lastDay, ...proposed('X1', afternoon, ['resolution'])])).toEqual([
      {
        metric: 'resolution',
        priority: 'top',
        without: { state: 'breached', month: '2026-03' },
        with: { state: 'breached', month: '2026-04' },
      },
    ]);
  });

  it('is nothing where the verdict stays', () => {
    const minutes = { from: '2026-03-02T10:00:00+01:00', to: '2026-03-02T10:10:00+01:00' };
    expect(changesOf([...late, ...proposed('X1', minutes)])).toEqual([]);
  });

  it('of a whole ticket takes both clocks out', () => {
    expect(changesOf([...late, ...proposed('X1', {})])).toEqual([
      {
        metric: 'response',
        priority: 'top',
        without: { state: 'met', month: '2026-03' },
        with: { state: 'excluded', month: null },
      },
      { ...breachBecomesMet, with: { state: 'excluded', month: null } },
    ]);
  });

  it('is seen beside the others as they stand', () => {
    const accepted = [
      ...proposed('X1', twoHours),
      ...life(['2026-03-03 10:00', 'ExclusionAccepted', { exclusionId: 'X1' }]),
    ];
    const facts = [...late, ...accepted, ...proposed('X2', twoHours)];
    // X1 has made it met already, so X2 has nothing to change; X1 alone does.
    expect([changesOf(facts, 'X1'), changesOf(facts, 'X2')]).toEqual([[breachBecomesMet], []]);
  });
});
