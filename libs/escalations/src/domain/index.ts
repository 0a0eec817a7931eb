export { analysisNotices, type OwedAnalysis } from './analysis-notices.js';
export * from './notice.js';
export * from './notice-event.js';
export { deliverAt } from './deliver-at.js';
export { noticeDays } from './notice-days.js';
export { noticeText } from './notice-text.js';
export { ticketNotices } from './ticket-notices.js';
