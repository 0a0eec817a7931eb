import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { problemStanding, type ProblemStanding } from '@app/problems/domain';
import type { EpochSecond } from '@app/support-time';
import { ProblemSurroundings } from './problem-surroundings.js';
import type { ProblemAsOf } from './problems-as-of.query.js';

/** A problem at an instant: how it stands by what is known of it, and under which agreement. */
export interface ProblemView extends ProblemAsOf {
  readonly agreementId: string | null;
  /** Undefined for what is not registered by then. */
  readonly standing: ProblemStanding | undefined;
}

const surroundings = new ProblemSurroundings();

/** How these problems stand, from their facts, those of their tickets that are known, and the terms of then. */
export async function problemViews(
  sql: Queryable,
  problems: readonly ProblemAsOf[],
  at: EpochSecond,
  upTo: UpTo,
): Promise<readonly ProblemView[]> {
  const own = problems.map((problem) => ({ problem, facts: problem.facts.map(({ fact }) => fact) }));
  const { tickets, agreementOf } = await surroundings.of(
    sql,
    own.map(({ facts }) => facts),
    upTo,
  );
  return own.map(({ problem, facts }) => {
    const agreement = agreementOf(facts);
    return {
      ...problem,
      agreementId: agreement?.agreement.agreementId ?? null,
      standing: problemStanding(facts, tickets, agreement, at),
    };
  });
}
