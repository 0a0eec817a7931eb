export * from './ticket-fact.js';
export * from './ticket-fact.schemas.js';
export * from './ticket.decider.js';
export * from './ticket-activity.js';
export * from './ticket-at.js';
