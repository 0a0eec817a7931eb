import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { measure } from './index.js';

/** Digits below the second; some are no more than another way of writing others. */
const fraction = fc.constantFrom('', '', '0', '25', '3', '250');
const inTenths = (digits: string): number => Number(`0.${digits}0`);

/** Facts of which no two share their instant in full precision and their `sequence`; many share their second. */
const toldApart: fc.Arbitrary<TicketFact[]> = ticketFacts.chain((facts) => {
  const each = fc.record({ below: fraction, crowded: fc.boolean(), quarter: fc.nat(3) });
  return fc.array(each, { minLength: facts.length, maxLength: facts.length }).map((choices) => {
    const taken = new Set<string>();
    return facts.map((fact, index): TicketFact => {
      const { below, crowded, quarter } = choices[index]!;
      const occurredAt = crowded ? facts[0]!.occurredAt + quarter * 900 : fact.occurredAt;
      const instant = `${occurredAt} ${inTenths(below)}`;
      const isAlone = !taken.has(instant);
      taken.add(instant);
      return { ...fact, occurredAt, fraction: below, sequence: isAlone ? 0 : fact.sequence };
    });
  });
});

describe('measure, whatever the order of arrival', () => {
  it('gives the same answer where instants differ, be it below the second, or else sequences', () => {
    const arrived = toldApart.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
      ),
    );
    fc.assert(
      fc.property(arrived, anyTerms, measuringInstant, ([facts, other], terms, at) => {
        const agreement = compileAgreement(terms);
        expect(measure(other, agreement, at)).toEqual(measure(facts, agreement, at));
      }),
      { numRuns: 1000 },
    );
  });
});
