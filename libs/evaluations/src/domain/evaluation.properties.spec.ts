import fc from 'fast-check';
import { compileAgreement, METRICS, type CompiledAgreement } from '@app/agreements/domain';
import { measure, type Basis, type Clock } from '@app/service-levels/domain';
import type { TicketFact } from '@app/tickets/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { evaluateFacts, monthFrame } from './index.js';

/** All that facts and instants of these tickets can fall in, and one more at either end. */
const MONTHS = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
const BASES = ['gross', 'net'] as const;
/** Of the example agreement's objectives, two that cover each priority once. */
const COVER = new Set(['top', 'others']);

const tickets = fc
  .array(ticketFacts, { minLength: 1, maxLength: 4 })
  .map((lives) => new Map(lives.map((facts, index) => [`T${index}`, facts])));

/** What the year of figures says of one metric and basis, all months together. */
function overAllMonths(agreement: CompiledAgreement, facts: Map<string, TicketFact[]>, at: number) {
  const months = MONTHS.map((month) => evaluateFacts(monthFrame(agreement, month, undefined, at), facts, []));
  const rows = months.flatMap(({ figures }) => figures.filter(({ objectiveId }) => COVER.has(objectiveId)));
  return (metric: string, basis: Basis) => {
    const own = rows.filter((row) => row.metric === metric && row.basis === basis);
    const sum = (field: 'measured' | 'breached') => own.reduce((total, row) => total + row[field], 0);
    const listed = months.flatMap(({ breaches }) =>
      breaches.filter((breach) => breach.metric === metric && breach.basis === basis),
    );
    return { measured: sum('measured'), breached: sum('breached'), listed: listed.length };
  };
}

const isDecided = ({ state }: Clock) => state === 'met' || state === 'breached';

describe('the evaluations of all months together', () => {
  it('count every decided clock once, and no more breaches net than gross', () => {
    let counted = 0;
    fc.assert(
      fc.property(tickets, anyTerms, measuringInstant, (facts, terms, at) => {
        const agreement = compileAgreement(terms);
        const figuresOf = overAllMonths(agreement, facts, at);
        const clocks = [...facts.values()].map((life) => measure(life, agreement, at).clocks);
        for (const metric of METRICS) {
          for (const basis of BASES) {
            // Where the answer lists no net clock, net equals gross.
            const decided = clocks
              .map((own) => {
                const of = (wanted: Basis) =>
                  own.find((clock) => clock.metric === metric && clock.basis === wanted);
                return of(basis) ?? of('gross');
              })
              .filter((clock) => clock !== undefined && isDecided(clock));
            const { measured, breached, listed } = figuresOf(metric, basis);
            expect(measured).toBe(decided.length);
            expect(listed).toBe(breached);
            counted += measured;
          }
          expect(figuresOf(metric, 'net').breached).toBeLessThanOrEqual(figuresOf(metric, 'gross').breached);
        }
      }),
      { numRuns: 600 },
    );
    expect(counted).toBeGreaterThan(1000);
  });
});
