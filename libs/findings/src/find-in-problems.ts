import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { problemsAsOf, problemViews } from '@app/problems';
import type { AgreementsInForce } from '@app/service-levels';
import { findingRow, type FindingRow } from './finding.rows.js';

interface OwedRow {
  readonly problemId: string;
  readonly customerId: string;
  readonly serviceId: string;
  readonly dueAt: number;
  readonly open: boolean;
}

/** Analyses that some problems owe and have not delivered: overdue from the second after they are due. */
export async function findInProblems(
  sql: Queryable,
  agreements: AgreementsInForce,
  problemIds: readonly string[],
  upTo?: UpTo,
): Promise<FindingRow[]> {
  if (problemIds.length === 0) return [];
  const rows = await (upTo === undefined ? owedNow(sql, problemIds) : owedAsOf(sql, problemIds, upTo));
  const services = [...new Set(rows.map(({ serviceId }) => serviceId))];
  const agreementOf = await agreements.of(sql, services, upTo);
  return rows.map(({ problemId, customerId, serviceId, dueAt, open }) => {
    const agreement = agreementOf(customerId, serviceId);
    return findingRow(
      { kind: 'problem', id: problemId, customerId, agreement, open },
      { code: 'ROOT_CAUSE_ANALYSIS_OVERDUE', since: dueAt + 1 },
    );
  });
}

const owedNow = (sql: Queryable, problemIds: readonly string[]): Promise<readonly OwedRow[]> =>
  sql<OwedRow[]>`
    select problem_id as "problemId", customer_id as "customerId", service_id as "serviceId", due_at as "dueAt",
      closed_at is null as open
    from problem
    where problem_id = any(${problemIds as string[]}) and due_at is not null and delivered_at is null`;

async function owedAsOf(
  sql: Queryable,
  problemIds: readonly string[],
  upTo: bigint,
): Promise<readonly OwedRow[]> {
  const owed: OwedRow[] = [];
  const where = sql`problem_id = any(${problemIds as string[]})`;
  for await (const problems of problemsAsOf(sql, upTo, { where })) {
    for (const { problemId, standing } of await problemViews(sql, problems, Infinity, upTo)) {
      if (standing === undefined) continue;
      const { record, analysis } = standing;
      const { customerId, serviceId, closedAt } = record;
      if (analysis.dueAt === null || analysis.deliveredAt !== null) continue;
      owed.push({ problemId, customerId, serviceId, dueAt: analysis.dueAt, open: closedAt === null });
    }
  }
  return owed;
}
