export * from './at-risk.js';
export * from './service-levels.js';
export { measure, measureTicket, unmeasured } from './measure.js';
export {
  clockDocument,
  serviceLevelsDocument,
  type ServiceLevelsDocument,
} from './service-levels.document.js';
export { clocksOnBothBases } from './bases.js';
export { prioritiesHad, prioritiesSince, type PrioritySince } from './priorities-had.js';
export { exclusionChanges, type ExclusionChange } from './exclusion-changes.js';
export { isAtRisk } from './at-risk.js';
export { noticeMoments, type NoticeMoment } from './notice-moments.js';
export {
  lastInTheWorld,
  ticketRows,
  unmeasuredRows,
  type TicketRows,
  type VerdictRow,
} from './ticket-rows.js';
export { ticketHistory, type TicketHistoryEntry } from './ticket-history.js';
export { explain } from './explain/explain.js';
export { explainedClock } from './explain/explained-clock.js';
export { explainedDocument } from './explain/explained-document.js';
export { clockTexts, spokenDuration, spokenInstant, spokenMonth } from './explain/spoken.js';
export { LANGUAGES, type Language } from './explain/texts.js';
