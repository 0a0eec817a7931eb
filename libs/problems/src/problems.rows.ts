import type { CompiledAgreement } from '@app/agreements/domain';
import type { RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import {
  lastInTheWorld,
  namedTickets,
  problemStanding,
  type ProblemFact,
  type TicketsById,
} from '@app/problems/domain';

/** All facts of a problem, as its row keeps them. */
export interface ProblemFacts {
  readonly facts: readonly RecordedFact<ProblemFact>[];
  /** Of its stream. */
  readonly revision: bigint;
}

/** The row of a problem: a function of its facts, of those of its tickets, and of the agreement on its service. */
export function problemRow(
  problemId: string,
  { facts, revision }: ProblemFacts,
  tickets: TicketsById,
  agreement: CompiledAgreement | undefined,
) {
  const own = facts.map(({ fact }) => fact);
  const standing = problemStanding(own, tickets, agreement, Infinity);
  return {
    problem_id: problemId,
    customer_id: standing?.record.customerId ?? null,
    service_id: standing?.record.serviceId ?? null,
    agreement_id: agreement?.agreement.agreementId ?? null,
    state: standing?.record.state ?? null,
    registered_at: standing?.record.registeredAt ?? null,
    closed_at: standing?.record.closedAt ?? null,
    tickets: standing?.tickets ?? [],
    due_at: standing?.analysis.dueAt ?? null,
    delivered_at: standing?.analysis.deliveredAt ?? null,
    holds_from: lastInTheWorld(own, tickets),
    facts,
    revision: String(revision),
  };
}

type ProblemRow = ReturnType<typeof problemRow>;

/** Writes the rows of some problems, set by set. */
export async function saveProblems(sql: Queryable, rows: readonly ProblemRow[]): Promise<void> {
  const problemIds = rows.map(({ problem_id }) => problem_id);
  await sql`delete from problem where problem_id = any(${problemIds})`;
  await sql`
    insert into problem
    select * from jsonb_populate_recordset(null::problem, ${sql.json(rows as never)})`;
  const named = rows.flatMap(({ problem_id, facts }) =>
    namedTickets(facts.map(({ fact }) => fact)).map((ticket_id) => ({ problem_id, ticket_id })),
  );
  await sql`
    insert into problem_ticket
    select * from jsonb_populate_recordset(null::problem_ticket, ${sql.json(named)})
    on conflict do nothing`;
}
