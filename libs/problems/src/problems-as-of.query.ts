import { knownUpTo, type RecordedFact, type UpTo } from '@app/facts';
import type { Fragment, Queryable } from '@app/platform';
import type { ProblemFact } from '@app/problems/domain';

/** How many problems are looked at at once: what bounds the memory of it. */
const CHUNK = 200;

/** A problem as it was known: by the facts of then. */
export interface ProblemAsOf {
  readonly problemId: string;
  /** At least one, in order of recording. */
  readonly facts: readonly RecordedFact<ProblemFact>[];
}

/** Of which problems to look through those that are known. */
interface Among {
  /** An id: only problems behind it. */
  readonly after?: string;
  /** A condition on the rows that leaves none out that is wanted; whose a problem is may have been recorded since. */
  readonly where?: Fragment;
  /** How many are looked at at once. */
  readonly chunk?: number;
}

/** Problems of which something was known when the log went up to a position, by id, some at a time. */
export async function* problemsAsOf(
  sql: Queryable,
  upTo: UpTo,
  { after = '', where = sql`true`, chunk = CHUNK }: Among = {},
): AsyncIterable<readonly ProblemAsOf[]> {
  for (let last: string | undefined = after; last !== undefined;) {
    // Not by a cursor: whoever takes a chunk asks this connection for its tickets.
    const rows: readonly ProblemAsOf[] = await sql<ProblemAsOf[]>`
      select problem_id as "problemId", facts from problem
      where problem_id > ${last} and ${where} order by problem_id limit ${chunk}`;
    yield rows
      .map(({ problemId, facts }) => ({ problemId, facts: knownUpTo(facts, upTo) }))
      .filter(({ facts }) => facts.length > 0);
    last = rows.length < chunk ? undefined : rows.at(-1)?.problemId;
  }
}
