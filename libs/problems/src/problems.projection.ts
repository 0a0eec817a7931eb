import { idInStream, recordedFactOf, type RecordedFact } from '@app/facts';
import { PROBLEM_FACTS, type ProblemFact } from '@app/problems/domain';
import { defineProjection } from '@app/projections';

interface ProblemState {
  readonly facts: readonly RecordedFact<ProblemFact>[];
  readonly revision: bigint;
}

/** Problem records with all their facts. */
export const problemsProjection = () =>
  defineProjection<ProblemState>({
    name: 'problems',
    version: 1,
    handles: PROBLEM_FACTS.map(({ type }) => type),
    tables: {
      problem: `
      create table problem (
        problem_id text collate "C" primary key,
        facts jsonb not null,
        revision numeric(20) not null
      )`,
    },
    partitionBy: ({ stream }) => idInStream('problem', stream),
    load: async (sql, problemIds) => {
      const rows = await sql<{ problem_id: string; facts: RecordedFact<ProblemFact>[]; revision: bigint }[]>`
        select * from problem where problem_id = any(${problemIds as string[]})`;
      return new Map(rows.map(({ problem_id, facts, revision }) => [problem_id, { facts, revision }]));
    },
    apply: (state = { facts: [], revision: 0n }, event) => {
      const recorded = recordedFactOf<ProblemFact>('problem', event);
      return recorded ? { facts: [...state.facts, recorded], revision: event.revision } : state;
    },
    save: async (sql, changed) => {
      const rows = [...changed].map(([problemId, { facts, revision }]) => ({
        problem_id: problemId,
        facts,
        revision: String(revision),
      }));
      await sql`delete from problem where problem_id = any(${[...changed.keys()]})`;
      await sql`
        insert into problem
        select * from jsonb_populate_recordset(null::problem, ${sql.json(rows as never)})`;
    },
  });
