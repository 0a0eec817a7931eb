import { formatSecond, type EpochSecond } from '@app/support-time';
import type { Queryable } from '@app/platform';
import {
  explainedDocument,
  measureTicket,
  serviceLevelsDocument,
  unmeasured,
  type Language,
} from '@app/service-levels/domain';
import { ticketAt, type TicketState, type TicketType } from '@app/tickets/domain';
import type { Priority } from '@app/agreements/domain';
import { factDocument } from '@app/facts';
import { AgreementsInForce } from './agreements-in-force.js';
import { factsOfTickets } from './ticket-facts.rows.js';

/** Which tickets to list; absent: all of them. */
export interface TicketFilter {
  readonly agreementId?: string;
  readonly customerId?: string;
  readonly priority?: Priority;
  readonly type?: TicketType;
  readonly state?: TicketState;
  /** Of registration, `YYYY-MM`. */
  readonly month?: string;
  /** Has a clock that is breached, gross, at the instant asked for. */
  readonly breached?: boolean;
}

/** Where a page ends: the next one begins after it. */
export interface TicketCursor {
  readonly registeredAt: number;
  readonly ticketId: string;
}

/** A ticket in a list, by registeredAt and ticketId. */
export interface TicketSummary {
  readonly ticketId: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  readonly agreementId: string | null;
  readonly type: TicketType | null;
  readonly priority: Priority | null;
  readonly state: TicketState | null;
  readonly registeredAt: string | null;
}

interface TicketRow extends Omit<TicketSummary, 'registeredAt'> {
  readonly registeredAt: EpochSecond | null;
  readonly revision: bigint;
}

const COLUMNS = (sql: Queryable) => sql`
  ticket_id as "ticketId", customer_id as "customerId", service_id as "serviceId", agreement_id as "agreementId",
  type, priority, state, registered_at as "registeredAt", revision`;

const summaryOf = ({ revision: _revision, registeredAt, ...row }: TicketRow): TicketSummary => ({
  ...row,
  registeredAt: registeredAt === null ? null : formatSecond(registeredAt),
});

/** One page of tickets, and the cursor of the next; null at the end. */
export async function listTickets(
  sql: Queryable,
  filter: TicketFilter,
  page: { readonly limit: number; readonly after: TicketCursor | undefined; readonly at: EpochSecond },
): Promise<{ readonly items: readonly TicketSummary[]; readonly next: TicketCursor | null }> {
  const { agreementId, customerId, priority, type, state, month, breached } = filter;
  const { registeredAt = -1, ticketId = '' } = page.after ?? {};
  const isBreached = sql`exists (
    select from read.clock_verdict as clock
    where clock.ticket_id = ticket.ticket_id and clock.basis = 'gross'
      and (clock.state = 'breached' or (clock.state = 'running' and clock.breaches_at < ${page.at})))`;
  const rows = await sql<TicketRow[]>`
    select ${COLUMNS(sql)} from read.ticket
    where (coalesce(registered_at, 0), ticket_id) > (${registeredAt}, ${ticketId})
      ${agreementId === undefined ? sql`` : sql`and agreement_id = ${agreementId}`}
      ${customerId === undefined ? sql`` : sql`and customer_id = ${customerId}`}
      ${priority === undefined ? sql`` : sql`and priority = ${priority}`}
      ${type === undefined ? sql`` : sql`and type = ${type}`}
      ${state === undefined ? sql`` : sql`and state = ${state}`}
      ${month === undefined ? sql`` : sql`and registered_month = ${month}`}
      ${breached === undefined ? sql`` : breached ? sql`and ${isBreached}` : sql`and not ${isBreached}`}
    order by coalesce(registered_at, 0), ticket_id
    limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const next =
    rows.length > page.limit && last
      ? { registeredAt: last.registeredAt ?? 0, ticketId: last.ticketId }
      : null;
  return { items: items.map(summaryOf), next };
}

/** One ticket with all its facts in order of recording; undefined where nothing is recorded of it. */
export async function ticketById(sql: Queryable, ticketId: string) {
  const [row] = await sql<TicketRow[]>`select ${COLUMNS(sql)} from read.ticket where ticket_id = ${ticketId}`;
  if (row === undefined) return undefined;
  const facts = (await factsOfTickets(sql, [ticketId])).get(ticketId) ?? [];
  return { revision: row.revision, document: { ...summaryOf(row), facts: facts.map(factDocument) } };
}

const agreements = new AgreementsInForce();

/**
 * The clocks of one ticket at an instant, measured from its facts, and told in a language where one is given; undefined
 * where nothing is recorded of it.
 */
export async function serviceLevelsOf(
  sql: Queryable,
  ticketId: string,
  at: EpochSecond,
  language?: Language,
) {
  const recorded = (await factsOfTickets(sql, [ticketId])).get(ticketId);
  if (recorded === undefined) return undefined;
  const facts = recorded.map(({ fact }) => fact);
  const ticket = ticketAt(facts, at);
  const { customerId = '', serviceId = '' } = ticket.registration?.data ?? {};
  const agreement = (await agreements.of(sql, [serviceId]))(customerId, serviceId);
  if (agreement === undefined) return serviceLevelsDocument(ticketId, unmeasured(ticket, at));
  const levels = measureTicket(ticket, agreement, at);
  const document = serviceLevelsDocument(ticketId, levels);
  return language === undefined ? document : explainedDocument(document, levels, agreement, facts, language);
}
