export { outagesProjection } from './outages.projection.js';
export * from './record-outage-fact.command.js';
export * from './record-outage-fact.module.js';
export { outagesAsOf } from './outages-as-of.query.js';
export { listOutages, outageById, type OutageFilter } from './outage.queries.js';
export { RecordServiceFact } from './record-service-fact.command.js';
export { ServiceFactsModule } from './service-facts.module.js';
export { figuresPublishedOf, recordedService } from './service.queries.js';
export { servicesProjection } from './services.projection.js';
