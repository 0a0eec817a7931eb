export * from './event-store.js';
export { createEventStore, type ConnectedEventStore, type SharedSources } from './create-event-store.js';
export { EventStoreError, type EventStoreErrorCode } from './event-store.errors.js';
export { createEventStoreMetrics } from './event-store.metrics.js';
export { type EventStoreOptions } from './event-store.options.js';
export { type EventShape, type EventShapes } from './event-shapes.js';
export type { LogReading } from './thread/log-reading.js';
export { openLogReading } from './thread/open-log-reading.js';
export { ReadingThread, type ReadingOpener, type ReadingThreadOptions } from './thread/reading-thread.js';
