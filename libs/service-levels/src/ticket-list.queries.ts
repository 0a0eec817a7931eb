import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import {
  comparePlaces,
  placeOf,
  summaryOf,
  type TicketCursor,
  type TicketFilter,
  type TicketPage,
  type TicketRow,
  type TicketSummary,
} from './ticket-list.js';
import { listedAsOf } from './tickets-as-of.query.js';

/** One page of tickets, and the cursor of the next; null at the end. */
export async function listTickets(
  sql: Queryable,
  filter: TicketFilter,
  page: TicketPage,
  upTo?: UpTo,
): Promise<{ readonly items: readonly TicketSummary[]; readonly next: TicketCursor | null }> {
  const rows =
    upTo === undefined ? await rowsThatServe(sql, filter, page) : await rowsOfThen(sql, filter, page, upTo);
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: items.map(summaryOf),
    next: rows.length > page.limit && last !== undefined ? placeOf(last) : null,
  };
}

/** The first rows after the page's beginning that pass the filter, one more than the page has, where there are more. */
async function rowsThatServe(
  sql: Queryable,
  { agreementId, customerId, priority, type, state, month, breached }: TicketFilter,
  { after, at, limit }: TicketPage,
  upTo?: UpTo,
): Promise<TicketRow[]> {
  const { registeredAt = -1, ticketId = '' } = after ?? {};
  const isBreached = sql`exists (
    select from read.clock_verdict as clock
    where clock.ticket_id = ticket.ticket_id and clock.basis = 'gross'
      and (clock.state = 'breached' or (clock.state = 'running' and clock.breaches_at < ${at})))`;
  return sql<TicketRow[]>`
    select ticket_id as "ticketId", customer_id as "customerId", service_id as "serviceId",
      agreement_id as "agreementId", type, priority, state, registered_at as "registeredAt"
    from read.ticket
    where (coalesce(registered_at, 0), ticket_id) > (${registeredAt}, ${ticketId})
      ${upTo === undefined ? sql`` : sql`and not ${changedSince(sql, upTo)}`}
      ${agreementId === undefined ? sql`` : sql`and agreement_id = ${agreementId}`}
      ${customerId === undefined ? sql`` : sql`and customer_id = ${customerId}`}
      ${priority === undefined ? sql`` : sql`and priority = ${priority}`}
      ${type === undefined ? sql`` : sql`and type = ${type}`}
      ${state === undefined ? sql`` : sql`and state = ${state}`}
      ${month === undefined ? sql`` : sql`and registered_month = ${month}`}
      ${breached === undefined ? sql`` : breached ? sql`and ${isBreached}` : sql`and not ${isBreached}`}
    order by coalesce(registered_at, 0), ticket_id
    limit ${limit + 1}`;
}

/** The row of a ticket is not what it was: it has facts since, or its agreement has changed or come since. */
const changedSince = (sql: Queryable, upTo: bigint) => sql`(
  position > ${String(upTo)} or (
    customer_id is not null and service_id is not null and (customer_id, service_id) in (
      select customer_id, service_id from read.agreement where position > ${String(upTo)})))`;

/** Rows that are what they were, and those of all other tickets as they were. */
async function rowsOfThen(
  sql: Queryable,
  filter: TicketFilter,
  page: TicketPage,
  upTo: bigint,
): Promise<TicketRow[]> {
  const unchanged = await rowsThatServe(sql, filter, page, upTo);
  const changed = await sql<{ ticket_id: string }[]>`
    select ticket_id from read.ticket where ${changedSince(sql, upTo)} order by ticket_id`;
  const ids = changed.map(({ ticket_id }) => ticket_id);
  const asThey = await listedAsOf(sql, ids, filter, page, upTo);
  return [...unchanged, ...asThey].sort(comparePlaces).slice(0, page.limit + 1);
}
