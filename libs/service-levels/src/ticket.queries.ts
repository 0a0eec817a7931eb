import type { EpochSecond } from '@app/support-time';
import type { Queryable } from '@app/platform';
import {
  explainedDocument,
  measureTicket,
  serviceLevelsDocument,
  unmeasured,
  type Language,
} from '@app/service-levels/domain';
import { ticketAt } from '@app/tickets/domain';
import { factDocument, type UpTo } from '@app/facts';
import { AgreementsInForce } from './agreements-in-force.js';
import { factsOfTickets } from './ticket-facts.rows.js';
import { rowOf, summaryOf, type TicketRow } from './ticket-list.js';
import { ticketsAsOf } from './tickets-as-of.query.js';

/** One ticket with all its facts in order of recording; undefined where nothing is recorded of it. */
export async function ticketById(sql: Queryable, ticketId: string, upTo?: UpTo) {
  const row = await rowOfTicket(sql, ticketId, upTo);
  if (row === undefined) return undefined;
  const facts = (await factsOfTickets(sql, [ticketId], upTo)).get(ticketId) ?? [];
  return {
    // Every event of a ticket's stream is one of its facts.
    revision: BigInt(facts.length - 1),
    document: { ...summaryOf(row), facts: facts.map(factDocument) },
  };
}

async function rowOfTicket(sql: Queryable, ticketId: string, upTo: UpTo): Promise<TicketRow | undefined> {
  if (upTo !== undefined) {
    const [record] = await ticketsAsOf(sql, [ticketId], upTo);
    return record && rowOf(record);
  }
  const [row] = await sql<TicketRow[]>`
    select ticket_id as "ticketId", customer_id as "customerId", service_id as "serviceId",
      agreement_id as "agreementId", type, priority, state, registered_at as "registeredAt"
    from read.ticket where ticket_id = ${ticketId}`;
  return row;
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
  upTo?: UpTo,
) {
  const recorded = (await factsOfTickets(sql, [ticketId], upTo)).get(ticketId);
  if (recorded === undefined) return undefined;
  const facts = recorded.map(({ fact }) => fact);
  const ticket = ticketAt(facts, at);
  const { customerId = '', serviceId = '' } = ticket.registration?.data ?? {};
  const agreement = (await agreements.of(sql, [serviceId], upTo))(customerId, serviceId);
  if (agreement === undefined) return serviceLevelsDocument(ticketId, unmeasured(ticket, at));
  const levels = measureTicket(ticket, agreement, at);
  const document = serviceLevelsDocument(ticketId, levels);
  return language === undefined ? document : explainedDocument(document, levels, agreement, facts, language);
}
