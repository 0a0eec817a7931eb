import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { FactSet, factCatalogue, NO_CLOCK } from './fact-set.js';
import { measureFacts } from './measure-facts.js';

/** A fact as a file has it; without an id where `named` is false. */
const sent = ({ id, type, occurredAt, sequence, data }: TicketFact, named: boolean): object => ({
  ...(named && { id }),
  ...{ ticketId: 'INC-1', type, sequence, data },
  occurredAt: new Date(occurredAt * 1000).toISOString(),
});

/** What a file comes to: its facts once each, and what was told of them. */
function taken(file: readonly object[]): { readonly facts: FactSet; readonly kinds: readonly string[] } {
  const facts = new FactSet();
  const kinds = file.map((fact) => facts.take(factCatalogue.checkFact(fact, NO_CLOCK)).kind);
  return { facts, kinds };
}

describe('the facts of a file', () => {
  it('come to the same in any order and however often each is there, with ids or without', () => {
    let repeated = 0;
    const files = fc.tuple(ticketFacts, fc.boolean()).chain(([facts, named]) => {
      // Retractions name ids, so that facts keep theirs where there is one.
      const keepIds = named || facts.some(({ type }) => type === 'FactRetracted');
      const file = facts.map((fact) => sent(fact, keepIds));
      const again = fc.shuffledSubarray([...file, ...file], { minLength: file.length });
      return fc.tuple(fc.constant(file), again);
    });
    fc.assert(
      fc.property(files, anyTerms, measuringInstant, ([file, more], terms, at) => {
        const agreement = compileAgreement(terms);
        const measured = ({ facts }: ReturnType<typeof taken>) =>
          facts.tickets.map(([ticketId, own]) => measureFacts(agreement, ticketId, own, at, 'en').document);
        const [once, often] = [taken(file), taken([...more, ...file].reverse())];
        expect(measured(often)).toEqual(measured(once));
        expect(often.kinds).not.toContain('id-reused');
        repeated += often.kinds.filter((kind) => kind === 'duplicate').length;
      }),
      { numRuns: 300 },
    );
    expect(repeated).toBeGreaterThan(300);
  });
});
