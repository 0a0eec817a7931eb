import fc from 'fast-check';
import {
  compileAgreement,
  METRICS,
  type Agreement,
  type AgreementVersion,
  type CompiledAgreement,
} from '@app/agreements/domain';
import { clocksOnBothBases, measure } from '@app/service-levels/domain';
import type { TicketFact } from '@app/tickets/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { evaluateFacts, monthFrame } from './index.js';

/** All that facts and instants of these tickets can fall in, and one more at either end. */
const MONTHS = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
/** Objectives that cover each priority once: the same for all but low in both versions, however they are written. */
const COVERS: Readonly<Record<number, readonly AgreementVersion['objectives'][number][]>> = {
  1: [
    { objectiveId: 'top', priorities: ['top'], percent: 100, clause: '3.2' },
    { objectiveId: 'middle', priorities: ['high', 'medium'], percent: 80, clause: '3.2' },
    { objectiveId: 'low', priorities: ['low'], percent: 80, clause: '3.2' },
  ],
  2: [
    { objectiveId: 'top', priorities: ['top'], percent: 100, clause: '3.2' },
    { objectiveId: 'middle', priorities: ['medium', 'high'], percent: 80, clause: '3.2' },
    { objectiveId: 'low', priorities: ['low'], percent: 90, clause: '3.2' },
  ],
};

/** Two versions of any terms each, in zones of their own; the second begins while these tickets come in. */
const twoVersions: fc.Arbitrary<Agreement> = fc.tuple(anyTerms, anyTerms).map(([first, second]) => {
  const version = ({ versions }: Agreement, number: number, effectiveFrom: string): AgreementVersion => ({
    ...versions[0]!,
    version: number,
    effectiveFrom,
    objectives: COVERS[number]!,
  });
  return { ...first, versions: [version(first, 1, '2026-01-01'), version(second, 2, '2026-03-25')] };
});

const DAY = 86_400;

/** Registered on 23 or 25 March, under either version. */
const tickets = fc
  .array(fc.tuple(ticketFacts, fc.constantFrom(0, 2 * DAY)), { minLength: 1, maxLength: 4 })
  .map((lives) => new Map(lives.map(([facts, later], index) => [`T${index}`, moved(facts, later)])));

const moved = (facts: readonly TicketFact[], seconds: number): TicketFact[] =>
  facts.map((fact) => ({ ...fact, occurredAt: fact.occurredAt + seconds }));

/** Clocks of one metric and basis with a verdict in a figure, of one version. */
const decidedOf = (agreement: CompiledAgreement, facts: Map<string, TicketFact[]>, at: number) =>
  [...facts.values()].flatMap((life) => {
    const levels = measure(life, agreement, at);
    return clocksOnBothBases(levels)
      .filter(({ state }) => state === 'met' || state === 'breached')
      .map((clock) => ({ ...clock, version: levels.agreementVersion }));
  });

describe('the evaluations of all months together, over two versions', () => {
  it('count every decided clock once, each under the objective of its own version', () => {
    const counted = { 1: 0, 2: 0 };
    fc.assert(
      fc.property(tickets, twoVersions, measuringInstant, (facts, terms, at) => {
        const agreement = compileAgreement(terms);
        const decided = decidedOf(agreement, facts, at);
        const months = MONTHS.map((month) =>
          evaluateFacts(monthFrame(agreement, month, undefined, at), facts, []),
        );
        const rows = months.flatMap(({ figures }) => figures);
        const shared = rows.filter(({ objectiveId }) => objectiveId !== 'low');
        expect(shared.map(({ agreementVersion }) => agreementVersion)).toEqual(shared.map(() => undefined));
        expect(shared).toHaveLength(MONTHS.length * 2 * 2 * 2);
        for (const metric of METRICS) {
          for (const basis of ['gross', 'net'] as const) {
            const own = decided.filter((clock) => clock.metric === metric && clock.basis === basis);
            const measured = (wanted: (row: (typeof rows)[number]) => boolean) =>
              rows
                .filter((row) => row.metric === metric && row.basis === basis && wanted(row))
                .reduce((sum, row) => sum + row.measured, 0);
            expect(measured(() => true)).toBe(own.length);
            for (const version of [1, 2] as const) {
              const low = own.filter((clock) => clock.priority === 'low' && clock.version === version);
              const percent = version === 1 ? 80 : 90;
              const judged = ({ objectiveId, targetPercent }: (typeof rows)[number]) =>
                objectiveId === 'low' && targetPercent === percent;
              expect(measured(judged)).toBe(low.length);
              counted[version] += low.length;
            }
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(Math.min(...Object.values(counted))).toBeGreaterThan(30);
  });
});
