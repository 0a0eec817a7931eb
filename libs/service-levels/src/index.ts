export { factsOfTickets, type RecordedTicketFact } from './ticket-facts.rows.js';
export { ticketsProjection } from './tickets.projection.js';
