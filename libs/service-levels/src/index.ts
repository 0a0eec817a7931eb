export { AgreementsInForce, type AgreementOf } from './agreements-in-force.js';
export * from './ticket.queries.js';
export { historyOfTicket } from './ticket-history.query.js';
export { listTickets } from './ticket-list.queries.js';
export type { TicketCursor, TicketFilter } from './ticket-list.js';
export { factsOfTickets } from './ticket-facts.rows.js';
export { ticketsAsOf } from './tickets-as-of.query.js';
export { ticketsProjection, type MadeTicket } from './tickets.projection.js';
export type { ClockRow } from './tickets.rows.js';
