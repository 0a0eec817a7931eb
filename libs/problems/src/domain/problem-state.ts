import type { EpochSecond } from '@app/support-time';
import type { ProblemFact } from './problem-fact.js';

/** How far a problem has come, from the first to the last (TERMS 6). */
export const PROBLEM_STATES = [
  'registered',
  'causes-unrelated',
  'causes-related',
  'analysing',
  'root-cause-found',
  'known-error',
  'solved',
  'closed',
] as const;
export type ProblemState = (typeof PROBLEM_STATES)[number];

/** The state of a problem, and since when it has been in it. */
export interface StateSince {
  readonly state: ProblemState;
  readonly since: EpochSecond;
}

/** What each fact brings a problem to; a fact that is not here leaves it where it is. */
function reachedBy(fact: ProblemFact): ProblemState | undefined {
  switch (fact.type) {
    case 'CausesRelated':
      return fact.data.related ? 'causes-related' : 'causes-unrelated';
    case 'RootCauseAnalysisStarted':
      return 'analysing';
    case 'RootCauseFound':
      return 'root-cause-found';
    case 'KnownErrorDeclared':
      return 'known-error';
    case 'ProblemSolved':
      return 'solved';
    case 'ProblemClosed':
      return 'closed';
    default:
      return undefined;
  }
}

/** Whether causes are related may be said otherwise later; else a problem only goes on. */
const STAGE: Readonly<Record<ProblemState, number>> = {
  registered: 0,
  'causes-unrelated': 1,
  'causes-related': 1,
  analysing: 2,
  'root-cause-found': 3,
  'known-error': 4,
  solved: 5,
  closed: 6,
};

/** The state after one more fact; facts are given in order, the registration has been. */
export function evolve(standing: StateSince, fact: ProblemFact): StateSince {
  const state = reachedBy(fact);
  if (state === undefined || state === standing.state || STAGE[state] < STAGE[standing.state])
    return standing;
  return { state, since: fact.occurredAt };
}
