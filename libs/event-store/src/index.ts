export * from './event-store.js';
export { createEventStore } from './create-event-store.js';
export { EventStoreError, type EventStoreErrorCode } from './event-store.errors.js';
export { type EventStoreOptions } from './event-store.options.js';
