export * from './availability.js';
export { outageAt, type Outage, type OutageAt } from './outage.js';
export * from './outage-fact.js';
export * from './outage-fact.schema.js';
export * from './outage.decider.js';
