import type { CompiledAgreement } from '@app/agreements/domain';
import { analysisNotices, type OwedAnalysis } from '@app/escalations/domain';
import { defineProjection } from '@app/projections';
import { dueTable, replaceDue, type DeadlineSource } from '@app/reactors';
import { AgreementsInForce } from '@app/service-levels';
import { deadlineOf } from './deadline-rows.js';

const TABLE = 'problem_deadline';

/** How many problems are looked at anew at once: what bounds the memory of it. */
const CHUNK = 2_000;

/** A problem that owes an analysis; of any other nobody is told. */
type Owing = { readonly agreement: CompiledAgreement; readonly analysis: OwedAnalysis } | 'nothing';

interface ProblemRow extends OwedAnalysis {
  readonly problemId: string;
  readonly customerId: string;
  readonly serviceId: string;
}

/** When root cause analyses are due: computed again whenever their problem's row is. */
export const problemDeadlinesProjection = () => {
  const agreements = new AgreementsInForce();
  return defineProjection<Owing>({
    name: 'problem-deadlines',
    version: 1,
    handles: [],
    tables: { [TABLE]: dueTable(TABLE) },
    partitionBy: () => undefined,
    load: async (tx, problemIds) => {
      const rows = await tx<ProblemRow[]>`
        select problem_id as "problemId", customer_id as "customerId", service_id as "serviceId",
          due_at as "dueAt", delivered_at as "deliveredAt"
        from problem where problem_id = any(${problemIds as string[]}) and due_at is not null`;
      const agreementOf = await agreements.of(tx, [...new Set(rows.map(({ serviceId }) => serviceId))]);
      const states = new Map<string, Owing>(problemIds.map((problemId) => [problemId, 'nothing']));
      for (const { problemId, customerId, serviceId, dueAt, deliveredAt } of rows) {
        const agreement = agreementOf(customerId, serviceId);
        if (agreement) states.set(problemId, { agreement, analysis: { dueAt, deliveredAt } });
      }
      return states;
    },
    apply: (state = 'nothing') => state,
    save: async (tx, changed) => {
      const deadlines = [...changed].flatMap(([problemId, owing]) =>
        owing === 'nothing'
          ? []
          : analysisNotices(owing.analysis, owing.agreement).map((due) =>
              deadlineOf(ownerOf(problemId), owing.agreement.agreement, due),
            ),
      );
      await replaceDue(tx, TABLE, [...changed.keys()].map(ownerOf), deadlines);
    },
    touches: function* (_tx, changed) {
      const problemIds = changed.get('problems') ?? [];
      for (let from = 0; from < problemIds.length; from += CHUNK) yield problemIds.slice(from, from + CHUNK);
    },
  });
};

const ownerOf = (problemId: string): string => `problem-${problemId}`;

/** Those rows as a source of deadlines. */
export const problemDeadlines: DeadlineSource = { projection: 'problem-deadlines', ownerOf, rows: TABLE };
