export * from './availability.js';
export { outageAt, withExclusions, type Disaster, type Outage, type OutageAt } from './outage.js';
export * from './outage-fact.js';
export * from './outage-fact.schema.js';
export * from './outage.decider.js';
