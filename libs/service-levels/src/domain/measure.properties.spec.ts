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
  it('gives the same answer for any order of arrival, and for facts sent twice', () => {
    const shuffled = ticketFacts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
    );
    fc.assert(
      fc.property(shuffled, agreement, measuringInstant, ([facts, other], terms, at) => {
        expect(measure(other, terms, at)).toEqual(measure(facts, terms, at));
      }),
      runs,
    );
  });

  it('covers the life of a clock with segments, and their running seconds add up to what elapsed', () => {
    fc.assert(
      fc.property(ticketFacts, agreement, measuringInstant, (facts, terms, at) => {
        const { clocks, incidentAt } = measure(facts, terms, at);
        for (const { segments, elapsedSeconds, stoppedAt, cancelledAt, state } of clocks) {
          if (state === 'excluded' || state === 'not-measured') continue;
          const running = segments.filter(({ kind }) => kind === 'running');
          expect(running.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(elapsedSeconds);
          const until = stoppedAt ?? cancelledAt ?? at;
          const edges = segments.flatMap(({ from, to }) => [from, to]);
          expect(edges).toEqual([...edges].sort((a, b) => a - b));
          expect(segments.every(({ from }, index) => index === 0 || segments[index - 1]!.to === from)).toBe(
            true,
          );
          if (until > incidentAt!) expect([edges[0], edges.at(-1)]).toEqual([incidentAt, until]);
        }
      }),
      runs,
    );
  });

  it('never lifts a breach as time goes by, without a new fact', () => {
    fc.assert(
      fc.property(ticketFacts, agreement, measuringInstant, fc.nat(90_000), (facts, terms, at, later) => {
        const known = facts.filter((fact) => fact.occurredAt <= at);
        const before = measure(known, terms, at).clocks.filter(({ state }) => state === 'breached');
        const after = measure(known, terms, at + later).clocks.map(verdictOf);
        for (const breach of before) expect(after).toContainEqual(verdictOf(breach));
      }),
      runs,
    );
  });

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
        const rows = verdicts.map((row) => ({
          ...verdictOf(row as unknown as Clock),
          breachesAt: row.breachesAt,
        }));
        const own = measure(facts, terms, at).clocks.map((clock) => ({
          ...verdictOf(clock),
          breachesAt: clock.breachesAt,
        }));
        for (const clock of own) expect(rows).toContainEqual(clock);
      }),
      runs,
    );
  });
});
