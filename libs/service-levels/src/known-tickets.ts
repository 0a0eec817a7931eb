import type { UpTo } from '@app/facts';
import type { Queryable, Transaction } from '@app/platform';
import type { ServiceLevels } from '@app/service-levels/domain';
import type { TicketState } from '@app/tickets/domain';
import { ticketsAsOf } from './tickets-as-of.query.js';
import type { TicketRecord } from './tickets.rows.js';

/** What the rows say of a ticket: whose it is, and what else is found of it by this and by its facts. */
export interface KnownTicket
  extends
    Pick<TicketRecord, 'ticketId' | 'customerId' | 'serviceId' | 'agreementId'>,
    Pick<ServiceLevels, 'type' | 'priority' | 'registeredAt' | 'findings'> {
  /** Null while it is not registered. */
  readonly state: TicketState | null;
}

/** The tickets that a transaction has written last: what it asks of them next is here already. */
const written = new WeakMap<Queryable, ReadonlyMap<string, KnownTicket>>();

/** Tells what a transaction has just written of some tickets: `knownTickets` then reads less. */
export const rememberTickets = (tx: Transaction, records: readonly TicketRecord[]): void => {
  const known = records.map((record) => [record.ticketId, knownBy(record)] as const);
  written.set(tx, new Map(known));
};

const knownBy = ({ ticketId, customerId, serviceId, agreementId, rows }: TicketRecord): KnownTicket => {
  const { type, priority, registeredAt, findings } = rows.levels;
  const state = rows.activity?.state ?? null;
  return { ticketId, customerId, serviceId, agreementId, type, priority, registeredAt, findings, state };
};

/** What the rows say of some tickets, or said when the log went up to a position; of a ticket that has none, nothing. */
export async function knownTickets(
  sql: Queryable,
  ticketIds: readonly string[],
  upTo?: UpTo,
): Promise<readonly KnownTicket[]> {
  if (upTo !== undefined) return (await ticketsAsOf(sql, ticketIds, upTo)).map(knownBy);
  const own = written.get(sql);
  const known = ticketIds.flatMap((ticketId) => own?.get(ticketId) ?? []);
  if (known.length === ticketIds.length) return known;
  const unread = ticketIds.filter((ticketId) => own?.has(ticketId) !== true);
  const rows = await sql<KnownTicket[]>`
    select ticket_id as "ticketId", customer_id as "customerId", service_id as "serviceId",
      agreement_id as "agreementId", type, priority, registered_at as "registeredAt", findings, state
    from ticket where ticket_id = any(${unread})`;
  return [...known, ...rows];
}
