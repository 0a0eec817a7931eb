import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { walkMeasure } from '../../../../test/support/measure-walk.oracle.js';
import { measure, type ServiceLevels } from './index.js';

const fixtures = `${import.meta.dirname}/../../../../test/fixtures/contract/scenarios/agreements/`;
const read = (name: string) => JSON.parse(readFileSync(`${fixtures}${name}.json`, 'utf8')) as Agreement;
const agreements = ['nl', 'nl-from-change', 'nl-from-registration', 'nl-never-stopped', 'nl-new-attempt', 'nl-zero', 'nl-lunch', 'kolkata'].map(read);
const QUARTER = 900;

/** What both say, in one form: the segments' opening facts and reasons are compared elsewhere. */
const comparable = ({ clocks, information, findings }: ServiceLevels) => ({
  clocks: clocks.map((clock) => ({
    ...clock,
    segments: clock.segments.map(({ from, to, kind, seconds }) => ({ from, to, kind, seconds })),
  })),
  ...information,
  findings: [...findings].sort(),
});

describe('measure against a walk through time', () => {
  it.each(agreements.map((a,i)=>[i,a] as const))('gives what the walk gives %s', (_i, terms) => {
    fc.assert(
      fc.property(ticketFacts, measuringInstant, (facts, at) => {
        const walked = walkMeasure(facts, terms, at, QUARTER);
        expect(comparable(measure(facts, compileAgreement(terms), at))).toEqual({
          ...walked,
          findings: [...walked.findings].sort(),
        });
      }),
      { numRuns: 1000 },
    );
  });
});
