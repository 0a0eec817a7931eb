export * from './ticket.queries.js';
export { factsOfTickets } from './ticket-facts.rows.js';
export { ticketsProjection } from './tickets.projection.js';
