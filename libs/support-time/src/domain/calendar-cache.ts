import type { CalendarTerms, SupportCalendar } from './calendar.js';
import { compileCalendar } from './compiled-calendar.js';
import { sameJson } from './same-json.js';

/** A compiled calendar for terms; the same one for the same content, whatever the order of its fields. */
export type CalendarCache = (terms: CalendarTerms) => SupportCalendar;

/**
 * Keeps the `limit` compiled calendars that were asked for last. Calendars are told apart by their content in full,
 * never by a name somebody gave them. Terms with faults throw as in `compileCalendar` and are not kept.
 */
export function createCalendarCache(limit = 256): CalendarCache {
  /** Last asked for first, so that a run of questions about a few calendars compares few. */
  const kept: { readonly terms: CalendarTerms; readonly calendar: SupportCalendar }[] = [];
  return (terms) => {
    const at = kept.findIndex((entry) => sameJson(entry.terms, terms));
    const found = kept[at];
    if (at === 0 && found) return found.calendar;
    // A copy, since the caller may change its terms afterwards.
    const entry = found ?? { calendar: compileCalendar(terms), terms: structuredClone(terms) };
    if (found) kept.splice(at, 1);
    kept.unshift(entry);
    if (kept.length > limit) kept.pop();
    return entry.calendar;
  };
}

/** The cache shared by all of a process. */
export const calendarOf: CalendarCache = createCalendarCache();
