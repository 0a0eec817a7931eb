import fc from 'fast-check';
import { compileAgreement, type Agreement, type Metric } from '@app/agreements/domain';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { withTerms } from '../../../../test/support/example-agreement.js';
import { walkMeasure } from '../../../../test/support/measure-walk.oracle.js';
import { isAtRisk, measure, noticeMoments } from './index.js';

const BASE = 1774251000; // Monday 23 March 2026, 08:30 in Amsterdam
const MINUTE = 60;
const HORIZON = BASE + 25 * MINUTE;

const SECONDS = { top: 40, high: 95, medium: 150, low: 240 };
const percents = fc.oneof(
  fc.constantFrom(0, 33.3333, 50, 75, 99.9999, 100),
  fc.record({ top: fc.constantFrom(25, 80), low: fc.constantFrom(10, 66.6) }),
);

/** Minutes of opening hours and seconds of allowance, so that every second can be looked at. */
const smallTerms = fc.tuple(anyTerms, percents).map(([agreement, atRiskPercent]) =>
  withTerms(agreement, ({ calendar, escalation, targets }) => ({
    calendar: {
      ...calendar,
      timeZone: 'Europe/Amsterdam',
      hours: {
        mon: [
          ['08:30', '08:32'],
          ['08:34', '08:37'],
          ['08:38', '08:45'],
          ['08:50', '09:30'],
        ],
      },
    },
    escalation: { ...escalation!, atRiskPercent },
    targets: targets.map((target) => ({
      ...target,
      seconds: target.seconds === 0 ? 0 : SECONDS[target.priority] * (target.metric === 'response' ? 1 : 2),
    })),
  })),
);

/** The usual facts within a quarter of an hour; without excursions of type, which are known only when they are over. */
const smallFacts = ticketFacts.map((facts) =>
  facts
    .filter(({ type }) => type !== 'TypeChanged')
    .map((fact): TicketFact => ({
      ...fact,
      occurredAt: BASE + ((((fact.occurredAt - BASE) / 900) * 5) % 900),
    })),
);

type Moment = readonly [metric: Metric, level: 1 | 2, passesAt: number];

/** Second by second: at risk from where the share is used while open, until there is room again while open. */
function walkedMoments(facts: readonly TicketFact[], agreement: Agreement): Moment[] {
  const { atRiskPercent } = agreement.versions[0]!.escalation!;
  const moments: Moment[] = [];
  const [atRisk, breached] = [new Set<Metric>(), new Set<Metric>()];
  for (let at = BASE; at <= HORIZON; at += 1) {
    for (const clock of walkMeasure(facts, agreement, at, MINUTE).clocks) {
      const { metric, basis, state, stoppedAt, elapsedSeconds, allowedSeconds, priority } = clock;
      if (basis === 'net') continue;
      if ((state === 'breached' || state === 'superseded') && !breached.has(metric)) {
        moments.push([metric, 2, at]);
        breached.add(metric);
      }
      if (stoppedAt !== null || !['running', 'paused', 'breached'].includes(state)) continue;
      const percent = typeof atRiskPercent === 'number' ? atRiskPercent : atRiskPercent[priority!];
      const isReached =
        percent !== undefined && elapsedSeconds * 1_000_000 >= Math.round(percent * 10_000) * allowedSeconds!;
      if (isReached && !atRisk.has(metric)) moments.push([metric, 1, at]);
      if (isReached) atRisk.add(metric);
      else atRisk.delete(metric);
    }
  }
  return moments.sort();
}

const given = (facts: readonly TicketFact[], agreement: Agreement, at: number): Moment[] =>
  noticeMoments(ticketAt(facts, at), compileAgreement(agreement), at)
    .map(({ metric, level, passesAt }): Moment => [metric, level, passesAt])
    .filter(([, , passesAt]) => passesAt <= HORIZON)
    .sort();

describe('the moments at which somebody is to be told of a clock', () => {
  it('are those of a walk second by second', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(smallFacts, smallTerms, (facts, agreement) => {
        const moments = given(facts, agreement, BASE + 15 * MINUTE);
        expect(moments).toEqual(walkedMoments(facts, agreement));
        for (const [metric, level] of moments) seen.add(`${metric} ${level}`);
      }),
      { numRuns: 50 },
    );
    expect([...seen].sort()).toEqual(['resolution 1', 'resolution 2', 'response 1', 'response 2']);
  });

  it('are the same wherever after the last fact they are asked for, and in whatever order facts came', () => {
    const asked = fc.tuple(smallFacts, smallTerms, fc.integer({ min: 15 * MINUTE, max: 40 * MINUTE }));
    fc.assert(
      fc.property(asked, ([facts, agreement, after]) => {
        const shuffled = facts.toReversed();
        const at = (second: number, own: readonly TicketFact[]) =>
          noticeMoments(ticketAt(own, second), compileAgreement(agreement), second);
        const first = at(BASE + 15 * MINUTE, facts);
        expect(at(BASE + after, facts)).toEqual(first);
        expect(at(BASE + after, shuffled)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a measured clock', () => {
  it('is at risk, or breached, from each first moment on, and not a second before', () => {
    fc.assert(
      fc.property(smallFacts, smallTerms, (facts, agreement) => {
        const [at, compiled] = [BASE + 15 * MINUTE, compileAgreement(agreement)];
        const firsts = noticeMoments(ticketAt(facts, at), compiled, at).filter(
          ({ level, number }) => level === 1 && number === 0,
        );
        for (const { metric, dueAt } of firsts) {
          const clockAt = (second: number) =>
            measure(facts, compiled, second).clocks.find(
              (each) => each.metric === metric && each.basis === 'gross',
            );
          const terms = agreement.versions[0]!;
          const [before, then] = [clockAt(dueAt - 1), clockAt(dueAt)!];
          expect(before !== undefined && isAtRisk(before, terms)).toBe(false);
          expect(then.state === 'breached' || isAtRisk(then, terms)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an agreement without escalation', () => {
  it('has nobody told', () => {
    fc.assert(
      fc.property(smallFacts, anyTerms, (facts, agreement) => {
        const without = withTerms(agreement, () => ({ escalation: undefined }));
        expect(given(facts, without, BASE + 15 * MINUTE)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
