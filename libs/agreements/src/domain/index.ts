export * from './agreement.js';
export * from './agreement.decider.js';
export * from './agreement-event.js';
export type { AgreementFault } from './agreement-rules.js';
export { AGREEMENT_SCHEMA, AGREEMENT_VERSION_SCHEMA } from './agreement.schema.js';
export * from './compiled-agreement.js';
export * from './percent.js';
export * from './validate-agreement.js';
export { mergePatch } from './merge-patch.js';
