import fc from 'fast-check';
import { PROBLEM_BASE, problemFacts } from '../../../../test/support/arbitrary-problem-facts.js';
import type { ProblemFact } from './problem-fact.js';
import { problemRecord } from './problem-record.js';
import { PROBLEM_STATES, type ProblemState } from './problem-state.js';

/** What each state takes, told apart from the code: the furthest thing that was said and stands. */
function stateByHand(facts: readonly ProblemFact[], at: number): ProblemState | undefined {
  const gone = new Set(facts.flatMap((fact) => (fact.type === 'FactRetracted' ? [fact.data.factId] : [])));
  const there = facts.filter((fact) => !gone.has(fact.id) && fact.occurredAt <= at);
  const has = (type: ProblemFact['type']) => there.some((fact) => fact.type === type);
  if (!has('ProblemRegistered')) return undefined;
  if (has('ProblemClosed')) return 'closed';
  if (has('ProblemSolved')) return 'solved';
  if (has('KnownErrorDeclared')) return 'known-error';
  if (has('RootCauseFound')) return 'root-cause-found';
  if (has('RootCauseAnalysisStarted')) return 'analysing';
  const [last] = there
    .filter((fact) => fact.type === 'CausesRelated')
    .sort((a, b) => b.occurredAt - a.occurredAt || b.sequence - a.sequence);
  return last === undefined ? 'registered' : last.data.related ? 'causes-related' : 'causes-unrelated';
}

const instant = fc.integer({ min: -1, max: 60 }).map((hours) => PROBLEM_BASE + hours * 3_600);

describe('a problem record', () => {
  it('is in the furthest state that anything said of it reached, and has been in it since then', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(problemFacts, instant, (facts, at) => {
        const record = problemRecord(facts, at);
        expect(record?.state).toBe(stateByHand(facts, at));
        if (record === undefined) return;
        seen.add(record.state);
        expect(stateByHand(facts, record.since)).toBe(record.state);
        expect(record.since).toBeLessThanOrEqual(at);
        const earlier = problemRecord(facts, record.since - 1);
        expect(earlier?.state).not.toBe(record.state);
      }),
      { numRuns: 1_000 },
    );
    expect([...seen].sort()).toEqual([...PROBLEM_STATES].sort());
  });

  it('does not depend on the order of arrival, or on what arrives twice', () => {
    const shuffled = problemFacts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }), instant),
    );
    fc.assert(
      fc.property(shuffled, ([facts, other, at]) => {
        expect(problemRecord(other, at)).toEqual(problemRecord(facts, at));
      }),
    );
  });

  it('links a ticket in stretches that do not overlap, each with what began and ended it', () => {
    fc.assert(
      fc.property(problemFacts, instant, (facts, at) => {
        const links = problemRecord(facts, at)?.links ?? [];
        for (const ticketId of new Set(links.map((link) => link.ticketId))) {
          const own = links.filter((link) => link.ticketId === ticketId);
          for (const [index, link] of own.entries()) {
            const next = own[index + 1];
            if (next !== undefined) expect(link.unlinked?.at).toBeLessThanOrEqual(next.linkedAt);
            if (link.unlinked !== null) expect(link.unlinked.at).toBeGreaterThanOrEqual(link.linkedAt);
          }
        }
      }),
    );
  });
});
