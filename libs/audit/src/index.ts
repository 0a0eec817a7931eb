export { createAuditMetrics } from './audit.metrics.js';
export { AuditModule } from './audit.module.js';
export {
  headOfFreeze,
  headOfSize,
  headsAfter,
  latestHead,
  leafAt,
  signingKeysIn,
  witnessesIn,
  type KnownHead,
  type StoredLeaf,
} from './audit.queries.js';
export { exportMonth, type ExportOutcome, type FrozenMonth } from './export-month.js';
export { openHeadVault, type HeadVault } from './head.vault.js';
export { leafTexts } from './leaf-texts.query.js';
export { LogChangedError } from './log-changed.error.js';
export { prepareTree } from './prepare-tree.js';
export { runTransparency } from './run-transparency.js';
export { openSigningKeys, SigningKeyError, type SigningKeyFiles } from './signing-keys.js';
export { proofOf, readTree, rootAt, type StoredTree } from './stored-tree.js';
export { growTree } from './verification/growing-tree.js';
export { openTreeReading } from './verification/open-tree-reading.js';
export { runVerifications } from './verification/run-verifications.js';
export {
  askForVerification,
  listVerifications,
  readVerification,
  type Verification,
} from './verification/verification-jobs.js';
export { prepareVerifications } from './verification/verification.tables.js';
export { CosignHead, RegisterWitness, type WitnessOutcome } from './witness.commands.js';
export { AUDIT_PARTS, type AuditParts } from './witness.handlers.js';
