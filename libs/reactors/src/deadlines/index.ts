export type { Deadline, DeadlineState, Firing } from './deadline.js';
export { createDeadlineMetrics, measureDeadlines } from './deadline.metrics.js';
export type { DeadlineReaction, FiredEvent, LiftedEvent } from './deadline-reaction.js';
export { deadlinesProjection, type DeadlineSource } from './deadlines.projection.js';
export {
  listDeadlines,
  type DeadlineFilter,
  type DeadlinePlace,
  type ListedDeadline,
} from './deadlines.query.js';
export { dueTable, replaceDue } from './due-table.js';
export { unsettledOwners } from './unsettled.js';
export { runDeadlines, type DeadlineOptions, type RunningDeadlines } from './run-deadlines.js';
