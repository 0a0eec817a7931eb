import type { Queryable } from '@app/platform';
import { problemIdPrefix, type Incident } from '@app/problems/domain';
import { formatSecond } from '@app/support-time';

/** Which candidates to list; absent: all of them. */
export interface CandidateFilter {
  readonly customerId?: string;
  readonly serviceId?: string;
}

/** The place of a candidate in the list. */
export type CandidatePlace = readonly [registeredAt: number, ticketId: string];

/** Most like incidents, and problems of theirs, that are named with a candidate. */
const NAMED = 10;

interface CandidateRow extends Pick<
  Incident,
  'ticketId' | 'customerId' | 'serviceId' | 'configurationItem' | 'category' | 'missing' | 'registeredAt'
> {
  readonly alike: readonly string[];
  readonly alikeCount: number;
  readonly problems: readonly string[];
}

/**
 * Incidents that may recur without anybody being able to tell, as fields of likeness are missing (TERMS 6): in order of
 * registration, each with the others of its customer and service that nothing tells apart from it, within the days of its
 * agreement on either side, and with the open problems that those are linked to. Listed where they are enough for a
 * recurrence, or belong to an open problem already; not any more once a person has linked the incident to a problem, or
 * said that it is no recurrence.
 */
export async function listCandidates(
  sql: Queryable,
  { customerId, serviceId }: CandidateFilter,
  page: { readonly limit: number; readonly after: CandidatePlace | undefined },
) {
  const [registeredAt, ticketId] = page.after ?? [-Infinity, ''];
  const rows = await sql<CandidateRow[]>`
    select candidate.ticket_id as "ticketId", candidate.customer_id as "customerId",
      candidate.service_id as "serviceId", candidate.configuration_item as "configurationItem", candidate.category,
      candidate.missing, candidate.registered_at as "registeredAt",
      alike.tickets as alike, alike.count as "alikeCount", open.problems
    from incident as candidate
    cross join lateral (
      select count(*)::int as count, coalesce(array_agg(other.ticket_id order by other.registered_at, other.ticket_id), '{}') as tickets
      from incident as other
      where other.customer_id = candidate.customer_id and other.service_id = candidate.service_id
        and other.ticket_id <> candidate.ticket_id and other.disruptive
        and other.registered_at between candidate.registered_at - candidate.within_seconds
          and candidate.registered_at + candidate.within_seconds
        and (not 'configurationItem' = any(candidate.alike_by)
          or coalesce(other.configuration_item = candidate.configuration_item, true))
        and (not 'category' = any(candidate.alike_by) or coalesce(other.category = candidate.category, true))
    ) as alike
    cross join lateral (
      select coalesce(array_agg(distinct problem.problem_id order by problem.problem_id), '{}') as problems
      from problem_ticket join problem using (problem_id)
      where problem_ticket.ticket_id = any(alike.tickets) and problem_ticket.ticket_id = any(problem.tickets)
        and problem.state <> 'closed'
    ) as open
    where candidate.missing <> '{}'
      and (${page.after === undefined} or (candidate.registered_at, candidate.ticket_id) > (${page.after === undefined ? 0 : registeredAt}, ${ticketId}))
      ${customerId === undefined ? sql`` : sql`and candidate.customer_id = ${customerId}`}
      ${serviceId === undefined ? sql`` : sql`and candidate.service_id = ${serviceId}`}
      and (alike.count >= candidate.occurrences - 1 or cardinality(open.problems) > 0)
      and not exists (
        select from problem_ticket join problem using (problem_id)
        where problem_ticket.ticket_id = candidate.ticket_id and candidate.ticket_id = any(problem.tickets)
          and (candidate.family is null or not starts_with(problem.problem_id, ${problemIdPrefix('')} || candidate.family))
      )
    order by candidate.registered_at, candidate.ticket_id limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const next: CandidatePlace | null =
    rows.length > page.limit && last !== undefined ? [last.registeredAt, last.ticketId] : null;
  return { items: items.map(candidateDocument), next };
}

const candidateDocument = ({ alike, alikeCount, problems, registeredAt, ...row }: CandidateRow) => ({
  ...row,
  registeredAt: formatSecond(registeredAt),
  alike: { count: alikeCount, tickets: alike.slice(0, NAMED) },
  problems: problems.slice(0, NAMED),
});
