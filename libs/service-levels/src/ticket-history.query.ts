import { agreementStates } from '@app/agreements';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { ticketHistory, type TicketHistoryEntry } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import { factsOfTickets } from './ticket-facts.rows.js';

/** Every verdict that a ticket ever had, at one instant of the world; undefined where nothing is recorded of it. */
export async function historyOfTicket(
  sql: Queryable,
  ticketId: string,
  at: EpochSecond,
  upTo: UpTo,
): Promise<TicketHistoryEntry[] | undefined> {
  const recorded = (await factsOfTickets(sql, [ticketId], upTo)).get(ticketId);
  if (recorded === undefined) return undefined;
  const services = new Set(
    recorded.flatMap(({ fact }) => (fact.type === 'TicketRegistered' ? fact.data.serviceId : [])),
  );
  return ticketHistory(recorded, await agreementStates(sql, [...services], upTo), at);
}
