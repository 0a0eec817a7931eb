export * from './availability.js';
export { outageStart } from './outage-start.js';
export { outageAt, withExclusions, type Disaster, type Outage, type OutageAt } from './outage.js';
export * from './outage-fact.js';
export * from './outage-fact.schema.js';
export * from './outage.decider.js';
export { publishedFigures, type PublishedFigure } from './published-figures.js';
export * from './service-fact.js';
export * from './service-fact.schema.js';
