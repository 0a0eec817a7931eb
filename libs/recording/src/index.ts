export { openFactKey } from './fact-key.js';
export * from './import-facts.js';
export type { ImportSummary, Rejection } from './import-summary.js';
export { RecordingConflictError } from './record-batch.js';
export { recordDerived } from './record-derived.js';
export * from './record-strict.js';
export * from './recording-parts.js';
export { requestsProjection } from './requests.projection.js';
