import { factDocument, knownUpTo, type RecordedFact, type UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { ProblemFact } from '@app/problems/domain';

interface ProblemRow {
  readonly problemId: string;
  readonly facts: readonly RecordedFact<ProblemFact>[];
}

const documentOf = ({ problemId, facts }: ProblemRow) => ({ problemId, facts: facts.map(factDocument) });

/** How many problem records are looked at at once. */
const CHUNK = 200;

/** One page of problem records by id with their facts, and where the next begins; null at the end. */
export async function listProblems(
  sql: Queryable,
  page: { readonly limit: number; readonly after: string | undefined },
  upTo?: UpTo,
) {
  const rows: ProblemRow[] = [];
  for await (const row of problemsAfter(sql, page, upTo)) if (rows.push(row) > page.limit) break;
  const items = rows.slice(0, page.limit);
  const next = rows.length > page.limit ? (items.at(-1)?.problemId ?? null) : null;
  return { items: items.map(documentOf), next };
}

/** Problem records of which something was known by then, by id, with the facts of then. */
async function* problemsAfter(
  sql: Queryable,
  { limit, after = '' }: { readonly limit: number; readonly after: string | undefined },
  upTo: UpTo,
): AsyncIterable<ProblemRow> {
  const rows = sql<ProblemRow[]>`
    select problem_id as "problemId", facts from read.problem where problem_id > ${after} order by problem_id`;
  for await (const chunk of rows.cursor(Math.min(limit + 1, CHUNK))) {
    for (const { problemId, facts: all } of chunk) {
      const facts = knownUpTo(all, upTo);
      if (facts.length > 0) yield { problemId, facts };
    }
  }
}

/** One problem record with all its facts in order of recording; undefined where nothing is recorded of it. */
export async function problemById(sql: Queryable, problemId: string, upTo?: UpTo) {
  const [row] = await sql<ProblemRow[]>`
    select problem_id as "problemId", facts from read.problem where problem_id = ${problemId}`;
  const facts = knownUpTo(row?.facts ?? [], upTo);
  if (facts.length === 0) return undefined;
  // Every event of a problem's stream is one of its facts.
  return { revision: BigInt(facts.length - 1), document: documentOf({ problemId, facts }) };
}
