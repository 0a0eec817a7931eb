export { outagesProjection } from './outages.projection.js';
export * from './record-outage-fact.command.js';
export * from './record-outage-fact.module.js';
export { listOutages, outageById, type OutageFilter } from './outage.queries.js';
