import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import {
  ABOUT_FACTS,
  LEAVING,
  measuringInstant,
  ticketFacts,
} from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { measure, type Clock } from './index.js';

const QUARTER = 900;

/** A life with a response a quarter of an hour after its registration, or however many. */
const answered = fc.tuple(ticketFacts, fc.integer({ min: 1, max: 30 })).map(([facts, quarters]) => {
  const occurredAt = facts[0]!.occurredAt + quarters * QUARTER;
  const given = { id: 'given', type: 'ResponseGiven', occurredAt, fraction: '', sequence: 50, data: {} };
  return [...facts, given as TicketFact];
});

describe('a met response', () => {
  it('stays as it is to the last field whatever the world does after it, but for what ends measurement', () => {
    let [cases, met] = [0, 0];
    fc.assert(
      fc.property(answered, ticketFacts, anyTerms, measuringInstant, (facts, more, terms, at) => {
        cases += 1;
        const agreement = compileAgreement(terms);
        const isResponse = ({ metric }: Clock) => metric === 'response';
        const before = measure(facts, agreement, at).clocks.filter(isResponse);
        if (before.length === 0 || before.some(({ state }) => state !== 'met')) return;
        met += 1;
        const since = Math.max(...before.map(({ decidedAt }) => decidedAt!));
        const first = Math.min(...more.map(({ occurredAt }) => occurredAt));
        const news = more
          .filter(({ type }) => !ABOUT_FACTS.has(type) && !LEAVING.has(type))
          .map((fact) => ({
            ...fact,
            id: `new-${fact.id}`,
            occurredAt: since + 1 + fact.occurredAt - first,
          }));
        expect(measure([...facts, ...news], agreement, at).clocks.filter(isResponse)).toEqual(before);
      }),
      { numRuns: 1500 },
    );
    expect(met).toBeGreaterThan(cases / 5);
  });
});
