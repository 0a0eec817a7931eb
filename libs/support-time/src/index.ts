export * from './domain/instant.js';
export * from './domain/calendar.js';
export { CalendarError, type CalendarFault } from './domain/calendar-error.js';
export { calendarFaults } from './domain/calendar-faults.js';
export { compileCalendar } from './domain/compiled-calendar.js';
export { calendarOf, createCalendarCache, type CalendarCache } from './domain/calendar-cache.js';
export { isLocalDay, nextLocalDay, type LocalDay } from './domain/local-day.js';
export {
  isMonth,
  localMonthOf,
  monthBounds,
  monthsBetween,
  previousMonth,
  type Month,
} from './domain/local-month.js';
export {
  localDayOf,
  parseLocalTime,
  secondOfLocal,
  startOfLocalDay,
  type LocalTime,
} from './domain/local-time.js';
export { isTimeZone } from './domain/zone-offsets.js';
export { answerSupportTimeCase, type SupportTimeAnswer } from './domain/support-time-case.js';
export { scheduleAfter, scheduleBetween, type Schedule, type ScheduleUntilUsed } from './domain/schedule.js';
