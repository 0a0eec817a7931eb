import type { Queryable } from '@app/platform';
import { AgreementsInForce } from '@app/service-levels';
import { FIND } from './find.js';
import { comparePlaces, passes, placeOf, type FindingFilter, type FindingPage } from './finding-list.js';
import type { FindingRow, SubjectKind } from './finding.rows.js';

/** How many subjects are looked at again at once: what bounds the memory of it. */
const CHUNK = 1_000;

const agreements = new AgreementsInForce();

/**
 * The subjects, `(kind, id)`, whose findings may have been others at a position: they have facts since, or what their
 * findings hang on has - terms, a problem's tickets, what an outage or a problem names.
 */
export const changedSince = (sql: Queryable, upTo: bigint) => {
  const isLater = sql`exists (
    select from jsonb_array_elements(facts) as told where (told ->> 'position')::numeric > ${String(upTo)})`;
  return sql`
    with terms as (select customer_id, service_id from read.agreement where position > ${String(upTo)}),
      changed_ticket as (
        select ticket_id from read.ticket
        where position > ${String(upTo)} or (customer_id, service_id) in (select * from terms)
      ),
      changed_outage as (
        select outage_id, facts from read.outage
        where ${isLater} or service_id in (select service_id from terms)
      ),
      changed_problem as (
        select problem_id from read.problem
        where ${isLater} or (customer_id, service_id) in (select * from terms) or problem_id in (
          select problem_id from read.problem_ticket join changed_ticket using (ticket_id))
      )
    select 'ticket', ticket_id from changed_ticket
    union
    select 'ticket', ticket_id from read.problem_ticket join changed_problem using (problem_id)
    union
    select 'ticket', told -> 'fact' -> 'data' ->> 'ticketId'
    from changed_outage, jsonb_array_elements(facts) as told
    where told -> 'fact' -> 'data' ? 'ticketId'
    union
    select 'outage', outage_id from changed_outage
    union
    select 'problem', problem_id from changed_problem`;
};

/** The first findings of these subjects that pass, by what was known; one more than the page has, where there are more. */
export async function foundAsOf(
  sql: Queryable,
  filter: FindingFilter,
  page: FindingPage,
  upTo: bigint,
): Promise<readonly FindingRow[]> {
  const subjects = await sql<{ kind: SubjectKind; id: string }[]>`
    select * from (${changedSince(sql, upTo)}) as subject (kind, id) order by kind, id`;
  let first: FindingRow[] = [];
  for (const kind of Object.keys(FIND) as SubjectKind[]) {
    const ids = subjects.filter((subject) => subject.kind === kind).map(({ id }) => id);
    for (let start = 0; start < ids.length; start += CHUNK) {
      const found = await FIND[kind](sql, agreements, ids.slice(start, start + CHUNK), upTo);
      first = [...first, ...found.filter((row) => passes(row, filter, page))]
        .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)))
        .slice(0, page.limit + 1);
    }
  }
  return first;
}
