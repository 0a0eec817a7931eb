import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import { monthsBetween } from '@app/support-time';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { WhatIf, type WhatIfDocument, whatIfDocument } from './index.js';

type Change = WhatIfDocument['changes'][number];
type Side = 'before' | 'after';

const tickets = fc.array(ticketFacts, { minLength: 1, maxLength: 3 });
/** Some of the months that verdicts fall in. */
const months = fc
  .tuple(fc.nat(2), fc.nat(2))
  .map(([first, length]) => monthsBetween(`2026-0${first + 2}`, `2026-0${Math.min(5, first + 2 + length)}`));

describe('a what-if', () => {
  it('lists the verdicts that account for every difference between the figures, and no others', () => {
    let listed = 0;
    fc.assert(
      fc.property(tickets, anyTerms, anyTerms, months, measuringInstant, (lives, own, other, asked, at) => {
        const terms = { before: compileAgreement(own), after: compileAgreement(other) };
        const question = new WhatIf(terms, asked, at, 'en');
        question.take(lives.map((facts, index) => [`T${index}`, facts]));
        const { before, after, changes } = whatIfDocument(question.answer([]));
        listed += changes.length;
        asked.forEach((month, index) => {
          const rows = before[index]!.figures.map((row, place) => ({
            row,
            then: after[index]!.figures[place]!,
          }));
          for (const { row, then } of rows) {
            const counted = (side: Side, verdict: 'met' | 'breached') =>
              changes.filter(({ metric, basis, [side]: clock }) => {
                if (metric !== row.metric || basis !== row.basis || clock?.month !== month) return false;
                return clock.state === verdict && row.priorities.some((own) => own === clock.priority);
              }).length;
            for (const verdict of ['met', 'breached'] as const)
              expect(then[verdict] - row[verdict]).toBe(
                counted('after', verdict) - counted('before', verdict),
              );
          }
        });
        for (const change of changes)
          expect(verdictOf(change, 'after')).not.toEqual(verdictOf(change, 'before'));
        expect(new Set(changes.map(nameOf)).size).toBe(changes.length);
      }),
      { numRuns: 500 },
    );
    expect(listed).toBeGreaterThan(100);
  });
});

const verdictOf = (change: Change, side: Side) => {
  const { state, month, priority } = change[side]!;
  return { state, month, priority };
};
const nameOf = ({ ticketId, metric, basis }: Change) => `${ticketId} ${metric} ${basis}`;
