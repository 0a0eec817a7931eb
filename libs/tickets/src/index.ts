export * from './record-ticket-fact.command.js';
export * from './tickets.module.js';
