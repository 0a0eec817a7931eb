import fc from 'fast-check';
import { compileAgreement, type CompiledAgreement } from '@app/agreements/domain';
import { measure, ticketRows } from '@app/service-levels/domain';
import type { TicketFact } from '@app/tickets/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { secondOfRows, type StoredTicket, ticketDifferences } from './ticket-differences.js';

/** The rows that the fold leaves of a ticket. */
const storedOf = (facts: readonly TicketFact[], agreement: CompiledAgreement): StoredTicket => {
  const { levels, verdicts, holdsFrom, holdsBefore } = ticketRows(facts, agreement);
  const { agreementVersion, type, priority, registeredAt, findings } = levels;
  return {
    agreementVersion,
    type,
    priority,
    registeredAt,
    findings,
    clocks: verdicts.map(({ clock }) => clock),
    holdsFrom,
    holdsBefore,
  };
};

describe('the rows of a ticket', () => {
  it('are what its measurement gives at every second at which they hold', () => {
    let later = 0;
    fc.assert(
      fc.property(ticketFacts, anyTerms, measuringInstant, (facts, terms, at) => {
        const agreement = compileAgreement(terms);
        const stored = storedOf(facts, agreement);
        const second = secondOfRows(stored, at);
        expect(second).toBeGreaterThanOrEqual(stored.holdsFrom);
        if (second > stored.holdsFrom) later += 1;
        expect(ticketDifferences(stored, measure(facts, agreement, second))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(later).toBeGreaterThan(500);
  });

  it('that say anything else are named by clock and field', () => {
    fc.assert(
      fc.property(ticketFacts, anyTerms, fc.nat(), (facts, terms, which) => {
        const agreement = compileAgreement(terms);
        const stored = storedOf(facts, agreement);
        const clock = stored.clocks[which % Math.max(1, stored.clocks.length)];
        fc.pre(clock !== undefined);
        const { metric, basis, dueAt } = clock;
        const others = stored.clocks.filter((each) => each !== clock);
        const measured = measure(facts, agreement, stored.holdsFrom);
        const changed = { ...stored, clocks: [...others, { ...clock, dueAt: (dueAt ?? 0) + 1 }] };
        expect(ticketDifferences(changed, measured)).toEqual([
          { clock: { metric, basis }, field: 'dueAt', stored: (dueAt ?? 0) + 1, computed: dueAt },
        ]);
        expect(ticketDifferences({ ...stored, clocks: others }, measured)).toEqual([
          { clock: { metric, basis }, field: null, stored: null, computed: clock.state },
        ]);
        const missing = { ...measured, clocks: [] };
        expect(ticketDifferences(stored, missing)).toHaveLength(stored.clocks.length);
        expect(ticketDifferences({ ...stored, priority: 'none' as never }, measured)[0]).toMatchObject({
          clock: null,
          field: 'priority',
          stored: 'none',
        });
      }),
      { numRuns: 500 },
    );
  });
});
