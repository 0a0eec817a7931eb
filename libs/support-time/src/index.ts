export * from './domain/instant.js';
export * from './domain/calendar.js';
export type { CalendarFault } from './domain/calendar-error.js';
export { calendarFaults } from './domain/calendar-faults.js';
export { calendarOf } from './domain/calendar-cache.js';
export {
  isLocalDay,
  LAST_LOCAL_DAY,
  nextLocalDay,
  plusMonths,
  previousLocalDay,
  type LocalDay,
} from './domain/local-day.js';
export {
  isMonth,
  localMonthOf,
  monthBounds,
  monthsBetween,
  previousMonth,
  type Month,
} from './domain/local-month.js';
export {
  formatSecondIn,
  localDayOf,
  parseLocalTime,
  secondOfLocal,
  startOfLocalDay,
  type LocalTime,
} from './domain/local-time.js';
export { answerSupportTimeCase, type SupportTimeAnswer } from './domain/support-time-case.js';
export { scheduleAfter, scheduleBetween, type Schedule, type ScheduleUntilUsed } from './domain/schedule.js';
