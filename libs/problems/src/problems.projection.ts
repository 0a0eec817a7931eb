import { idInStream, recordedFactOf, type RecordedFact } from '@app/facts';
import type { Transaction } from '@app/platform';
import { PROBLEM_FACTS, type ProblemFact } from '@app/problems/domain';
import { defineProjection } from '@app/projections';
import { ProblemSurroundings } from './problem-surroundings.js';
import { problemRow, saveProblems, type ProblemFacts } from './problems.rows.js';
import { problemTables } from './problems.tables.js';

/** How many problems something else has written again at once: what bounds the memory of it. */
const CHUNK = 500;

/** Problem records with all their facts, written again whenever a ticket of theirs or their agreement changes. */
export const problemsProjection = () => {
  const surroundings = new ProblemSurroundings();
  return defineProjection<ProblemFacts>({
    name: 'problems',
    version: 2,
    handles: PROBLEM_FACTS.map(({ type }) => type),
    tables: problemTables,
    partitionBy: ({ stream }) => idInStream('problem', stream),
    load: async (sql, problemIds) => {
      const rows = await sql<{ problem_id: string; facts: RecordedFact<ProblemFact>[]; revision: bigint }[]>`
        select problem_id, facts, revision from problem where problem_id = any(${problemIds as string[]})`;
      return new Map(rows.map(({ problem_id, facts, revision }) => [problem_id, { facts, revision }]));
    },
    apply: (state = { facts: [], revision: 0n }, event) => {
      const recorded = recordedFactOf<ProblemFact>('problem', event);
      return recorded ? { facts: [...state.facts, recorded], revision: event.revision } : state;
    },
    save: async (sql, changed) => {
      const own = [...changed].map(([problemId, state]) => ({
        problemId,
        state,
        facts: state.facts.map(({ fact }) => fact),
      }));
      const { tickets, agreementOf } = await surroundings.of(
        sql,
        own.map(({ facts }) => facts),
      );
      const rows = own.map(({ problemId, state, facts }) =>
        problemRow(problemId, state, tickets, agreementOf(facts)),
      );
      await saveProblems(sql, rows);
    },
    async *touches(sql, changed) {
      const [tickets, terms] = [changed.get('tickets') ?? [], changed.get('agreements') ?? []];
      if (tickets.length === 0 && terms.length === 0) return;
      const problemIds = await problemsTouched(sql, tickets, terms);
      for (let start = 0; start < problemIds.length; start += CHUNK) {
        yield problemIds.slice(start, start + CHUNK);
      }
    },
  });
};

/** Problems that name one of these tickets, or are of a service of one of these agreements. */
async function problemsTouched(
  sql: Transaction,
  ticketIds: readonly string[],
  agreementIds: readonly string[],
): Promise<string[]> {
  const rows = await sql<{ problem_id: string }[]>`
    select problem_id from problem_ticket where ticket_id = any(${ticketIds as string[]})
    union
    select problem_id from problem where (customer_id, service_id) in (
      select customer_id, service_id from agreement where agreement_id = any(${agreementIds as string[]})
    )
    order by problem_id`;
  return rows.map(({ problem_id }) => problem_id);
}
