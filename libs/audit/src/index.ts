export { createAuditMetrics } from './audit.metrics.js';
export * from './audit.queries.js';
export { openHeadVault, type HeadVault, type TreeAlarm } from './head.vault.js';
export { runTransparency } from './run-transparency.js';
export { openSigningKeys, SigningKeyError, type SigningKeyFiles } from './signing-keys.js';
export { proofOf, readTree } from './stored-tree.js';
