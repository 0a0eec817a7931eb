export * from './agreement.commands.js';
export * from './agreement.queries.js';
export * from './agreement-terms.queries.js';
export type { AgreementOutcome } from './agreement-stream.js';
export { AgreementsModule } from './agreements.module.js';
export { agreementsProjection } from './agreements.projection.js';
export * from './notice.commands.js';
export { noticesProjection } from './notices.projection.js';
export { SERVICE_RESERVED } from './service-reservation.js';
