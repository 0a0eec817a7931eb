import { compileAgreement } from '@app/agreements/domain';
import fc from 'fast-check';
import { measuringInstant, ticketFacts } from '../../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../../test/support/arbitrary-terms.js';
import { measure } from '../measure.js';
import { explain } from './explain.js';

describe('explain', () => {
  it('finds words for every clock there can be, in both languages', () => {
    fc.assert(
      fc.property(ticketFacts, anyTerms, measuringInstant, (facts, terms, at) => {
        const agreement = compileAgreement(terms);
        const version = agreement.versions[0]!;
        for (const clock of measure(facts, agreement, at).clocks) {
          for (const language of ['nl', 'en'] as const) {
            const sentences = explain(clock, version, facts, language);
            expect(sentences.length).toBeGreaterThan(0);
            expect(sentences.join(' ')).not.toMatch(/undefined|null|NaN|\[object/);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
