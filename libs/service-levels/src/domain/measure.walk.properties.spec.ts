import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { walkMeasure } from '../../../../test/support/measure-walk.oracle.js';
import { measure, type ServiceLevels } from './index.js';

const QUARTER = 900;

/** What both say; the facts that opened a segment, and the reasons of a pause, have tests of their own. */
const comparable = ({ clocks, information, findings }: ServiceLevels) => ({
  clocks: clocks.map((clock) => ({
    ...clock,
    segments: clock.segments.map(({ from, to, kind, seconds }) => ({ from, to, kind, seconds })),
  })),
  ...information,
  findings: [...findings].sort(),
});

const walked = (...question: Parameters<typeof walkMeasure>) => {
  const levels = walkMeasure(...question);
  return { ...levels, findings: [...levels.findings].sort() };
};

/**
 * Without corrections where a ticket becomes an incident later: MEASURING 2 and 3 leave open which priority a clock
 * starts with that stopped at R, where a change before R follows a correction before R.
 */
const settled = ticketFacts.map((facts) =>
  facts.some(({ type, data }) => type === 'TicketRegistered' && 'type' in data && data.type === 'incident')
    ? facts
    : facts.filter(({ type }) => type !== 'PriorityCorrected'),
);

describe('measure against a walk through time', () => {
  it('gives what the walk gives, under every reading of the clock terms', () => {
    fc.assert(
      fc.property(settled, anyTerms, measuringInstant, (facts, terms, at) => {
        expect(comparable(measure(facts, compileAgreement(terms), at))).toEqual(
          walked(facts, terms, at, QUARTER),
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('gives what the walk gives at any second, for facts at any second and fraction', () => {
    const jitter = fc.record({
      seconds: fc.integer({ min: -2, max: 2 }),
      fraction: fc.constantFrom('', '', '5', '25'),
    });
    const jittered = settled.chain((facts) =>
      fc.array(jitter, { minLength: facts.length, maxLength: facts.length }).map((by) =>
        facts.map((fact, index): TicketFact => ({
          ...fact,
          occurredAt: fact.occurredAt + (by[index]?.seconds ?? 0),
          fraction: by[index]?.fraction ?? '',
        })),
      ),
    );
    fc.assert(
      fc.property(
        jittered,
        anyTerms,
        measuringInstant,
        fc.integer({ min: -2, max: 2 }),
        (facts, terms, quarter, offset) => {
          const at = quarter + offset;
          expect(comparable(measure(facts, compileAgreement(terms), at))).toEqual(
            walked(facts, terms, at, QUARTER),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
