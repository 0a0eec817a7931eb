export * from './finding.js';
export { FINDING_TEXTS } from './finding-texts.js';
export { lacksTicket, serviceDownPriorities } from './service-down.js';
export { ticketFindings, type MeasuredTicket, type NamedBy } from './ticket-findings.js';
