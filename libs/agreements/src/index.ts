export * from './agreement.commands.js';
export * from './agreement.queries.js';
export type { AgreementOutcome } from './agreement-stream.js';
export { AgreementsModule } from './agreements.module.js';
export { agreementsProjection } from './agreements.projection.js';
