import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import { ABOUT_FACTS, measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { measure, type Clock } from './index.js';

/** What a breach says for good; elapsed goes on until the stop. */
const breachOf = ({
  metric,
  basis,
  state,
  priority,
  targetSeconds,
  allowedSeconds,
  decidedAt,
  month,
}: Clock) => ({
  ...{ metric, basis, state, priority, targetSeconds, allowedSeconds, decidedAt, month },
});

describe('measure, later and later', () => {
  it('keeps every breach as it was while no fact is added, net ones over edges of exclusions too', () => {
    let [cases, breaches, net] = [0, 0, 0];
    fc.assert(
      fc.property(ticketFacts, anyTerms, measuringInstant, fc.nat(3_000_000), (facts, terms, at, later) => {
        cases += 1;
        const agreement = compileAgreement(terms);
        // What happens in the world after `at` would be a new fact; what is said of other facts is known.
        const known = facts.filter(({ type, occurredAt }) => occurredAt <= at || ABOUT_FACTS.has(type));
        const isBreached = ({ state }: Clock) => state === 'breached' || state === 'superseded';
        const before = measure(known, agreement, at).clocks.filter(isBreached).map(breachOf);
        const after = measure(known, agreement, at + later).clocks.map(breachOf);
        for (const breach of before) expect(after).toContainEqual(breach);
        breaches += before.length;
        net += before.filter(({ basis }) => basis === 'net').length;
      }),
      { numRuns: 3000 },
    );
    expect(breaches).toBeGreaterThan(cases / 6);
    expect(net).toBeGreaterThan(cases / 100);
  });
});
