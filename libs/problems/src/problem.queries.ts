import { factDocument, type RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { ProblemFact } from '@app/problems/domain';

interface ProblemRow {
  readonly problemId: string;
  readonly facts: readonly RecordedFact<ProblemFact>[];
  readonly revision: bigint;
}

const documentOf = ({ problemId, facts }: ProblemRow) => ({ problemId, facts: facts.map(factDocument) });

/** One page of problem records by id with their facts, and where the next begins; null at the end. */
export async function listProblems(
  sql: Queryable,
  page: { readonly limit: number; readonly after: string | undefined },
) {
  const rows = await sql<ProblemRow[]>`
    select problem_id as "problemId", facts, revision from read.problem
    where problem_id > ${page.after ?? ''} order by problem_id limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit);
  const next = rows.length > page.limit ? (items.at(-1)?.problemId ?? null) : null;
  return { items: items.map(documentOf), next };
}

/** One problem record with all its facts in order of recording; undefined where nothing is recorded of it. */
export async function problemById(sql: Queryable, problemId: string) {
  const [row] = await sql<ProblemRow[]>`
    select problem_id as "problemId", facts, revision from read.problem where problem_id = ${problemId}`;
  return row && { revision: row.revision, document: documentOf(row) };
}
