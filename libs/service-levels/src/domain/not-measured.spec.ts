import { compileAgreement, type Agreement } from '@app/agreements/domain';
import type { TicketFact, TicketFactData } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { withTerms } from '../../../../test/support/example-agreement.js';
import { measure, type Clock } from './index.js';

const at = amsterdam('2026-03-04 12:00').second;
const clocksOf = (facts: readonly TicketFact[], agreement: Agreement = example()) =>
  measure(facts, compileAgreement(agreement), at).clocks;

const withoutTimes = {
  ...{ clause: null, targetSeconds: null, allowedSeconds: null, elapsedSeconds: 0, startedAt: null },
  ...{ stoppedAt: null, dueAt: null, breachesAt: null, decidedAt: null, month: null },
  ...{ cancelledAt: null, cancelledBecause: null, segments: [] },
};
const notMeasured = (metric: Clock['metric'], priority: Clock['priority']) => ({
  ...{ metric, basis: 'gross', state: 'not-measured', priority },
  ...withoutTimes,
});

const request: TicketFactData['TicketRegistered'] = {
  type: 'information-request',
  customerId: 'demo',
  serviceId: 'iv-integration',
  channel: 'portal',
};
const becomesIncident = life(
  ['2026-03-02 09:00', 'TicketRegistered', request],
  ['2026-03-02 10:00', 'TypeChanged', { to: 'incident' }],
);

describe('an incident is not measured (MEASURING 2)', () => {
  it('without a priority, whatever happens to it: its clocks have no times', () => {
    const resolved = life(['2026-03-04 09:00', 'ResolutionProvided', { kind: 'fix' }]).map((fact) => ({
      ...fact,
      id: 'r',
    }));
    for (const facts of [becomesIncident, [...becomesIncident, ...resolved]])
      expect(clocksOf(facts)).toEqual([notMeasured('response', null), notMeasured('resolution', null)]);
  });

  it('until it has one: then from R on, under the priority in force', () => {
    const named = life(['2026-03-02 10:30', 'PriorityChanged', { to: 'top' }, { id: 'p' }]);
    const answered = life(['2026-03-02 10:45', 'ResponseGiven', {}, { id: 'a' }]);
    for (const mode of ['retroactive', 'from-change'] as const) {
      const [response] = clocksOf(
        [...becomesIncident, ...named, ...answered],
        example({ priorityChange: mode }),
      );
      expect(response).toMatchObject({
        ...{ state: 'met', priority: 'top', targetSeconds: 3_600, allowedSeconds: 3_600 },
        ...{ elapsedSeconds: 2_700, startedAt: amsterdam('2026-03-02 10:00').second },
      });
    }
  });

  it('by a clock that the version has no target for; the other one is', () => {
    const agreement = withTerms(example(), ({ targets }) => ({
      targets: targets.filter(({ metric, priority }) => metric !== 'response' || priority !== 'low'),
    }));
    const registered = life(['2026-03-02 09:00', 'TicketRegistered', incident('low')]);
    const [response, resolution] = clocksOf(registered, agreement);
    expect(response).toEqual(notMeasured('response', 'low'));
    expect(resolution).toMatchObject({ state: 'not-started', targetSeconds: 324_000 });
  });

  it('though it was before it lost its target, and is again with the next one', () => {
    const agreement = withTerms(example(), ({ targets }) => ({
      targets: targets.filter(({ priority }) => priority !== 'low'),
    }));
    const lost = life(
      ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
      ['2026-03-02 10:00', 'PriorityChanged', { to: 'low' }],
    );
    expect(clocksOf(lost, agreement)[0]).toEqual(notMeasured('response', 'low'));
    const again = life(['2026-03-02 11:00', 'PriorityChanged', { to: 'medium' }, { id: 'again' }]);
    expect(clocksOf([...lost, ...again], agreement)[0]).toMatchObject({
      state: 'breached',
      priority: 'medium',
      elapsedSeconds: 8.5 * 3600 + 9 * 3600 + 3.5 * 3600,
    });
  });
});

describe('a ticket has no clocks (MEASURING 2)', () => {
  it('that nobody registered, or was not registered yet', () => {
    const registered = life(['2026-03-05 09:00', 'TicketRegistered', incident('top')]);
    const closed = life(['2026-03-02 09:00', 'Closed']);
    for (const facts of [registered, closed, []]) {
      const levels = measure(facts, compileAgreement(example()), at);
      expect(levels).toMatchObject({ type: null, registeredAt: null, clocks: [], findings: [] });
    }
  });
});
