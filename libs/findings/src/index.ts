export { findingsProjection } from './findings.projection.js';
export type { FindingCursor, FindingFilter } from './finding-list.js';
export { listFindings } from './finding.queries.js';
