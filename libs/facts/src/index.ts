export * from './domain/decision.js';
export * from './domain/exclusion.js';
export {
  lackingFacts,
  standingOf,
  type AuthoredFact,
  type WantedFact,
  type Wish,
} from './domain/derived-fact.js';
export * from './domain/fact.js';
export * from './domain/fact-catalogue.js';
export * from './domain/fact-content.js';
export * from './domain/fact-definition.js';
export * from './domain/fact-event.js';
export * from './domain/fact-line.js';
export * from './domain/fact-openapi.js';
export * from './domain/freeze-stream.js';
export * from './domain/history.js';
export * from './domain/json-schema.js';
export * from './domain/order.js';
export * from './domain/period.rule.js';
export * from './domain/retraction.js';
export * from './domain/shared-facts.js';
export * from './domain/recorded-fact.js';
export { createEventShapes, schemaOf, type EventShapes, type Upcaster } from './domain/upcasting.js';
export { readInstant } from './domain/fact-instant.js';
export { faultsOf } from './domain/fact-faults.js';
export { isJsonObject } from './domain/is-json-object.js';
