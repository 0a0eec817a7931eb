import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileAgreement, type Agreement, type CompiledAgreement } from '@app/agreements/domain';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { measure, ticketRows, type Clock } from './index.js';

const fixtures = `${import.meta.dirname}/../../../../test/fixtures/contract/scenarios/agreements/`;
const agreements = [
  'nl',
  'nl-from-change',
  'nl-from-registration',
  'nl-never-stopped',
  'nl-new-attempt',
  'nl-zero',
].map((name) => compileAgreement(JSON.parse(readFileSync(`${fixtures}${name}.json`, 'utf8')) as Agreement));
const agreement: fc.Arbitrary<CompiledAgreement> = fc.constantFrom(...agreements);
const runs = { numRuns: 400 };

const verdictOf = ({ metric, basis, state, decidedAt }: Clock) => ({ metric, basis, state, decidedAt });

describe('measure', () => {
  it('says when a running clock breaches: still running at breachesAt, breached a second later', () => {
    fc.assert(
      fc.property(ticketFacts, agreement, measuringInstant, (facts, terms, at) => {
        const known = facts.filter((fact) => fact.occurredAt <= at);
        const levels = measure(known, terms, at);
        for (const { metric, basis, state, breachesAt } of levels.clocks) {
          if (state !== 'running' || breachesAt === null) continue;
          const stateAt = (second: number) =>
            measure(known, terms, second).clocks.find(
              (clock) => clock.metric === metric && clock.basis === basis,
            )?.state;
          // A known exclusion may hold the clock on the way, but it cannot breach before.
          expect(['running', 'paused']).toContain(stateAt(breachesAt));
          expect(stateAt(breachesAt + 1)).toBe('breached');
        }
      }),
      runs,
    );
  });

  it('leaves rows that hold at every instant they claim', () => {
    fc.assert(
      fc.property(ticketFacts, agreement, fc.nat(3_000_000), (facts, terms, later) => {
        const { verdicts, holdsFrom, holdsBefore } = ticketRows(facts, terms);
        const at = Math.min(holdsFrom + later, (holdsBefore ?? Infinity) - 1);
        const told = (clock: Clock) => ({ ...verdictOf(clock), breachesAt: clock.breachesAt });
        const rows = verdicts.map(({ clock }) => told(clock));
        const own = measure(facts, terms, at).clocks.map(told);
        for (const clock of own) expect(rows).toContainEqual(clock);
      }),
      runs,
    );
  });
});
