import { type CalendarTerms, type LocalWindow, WEEKDAYS, type Window } from './calendar.js';
import type { EpochSecond } from './instant.js';
import { dayNumberOf } from './local-day.js';
import { type LocalTime, parseLocalTime, secondOfLocal } from './local-time.js';
import { zoneOffsets, type ZoneOffsets } from './zone-offsets.js';

/** Wall-clock seconds `[from, to)` of a day. */
export interface DayWindow {
  readonly from: number;
  readonly to: number;
}

/** The terms of a calendar without their text. */
export interface CalendarRules {
  readonly timeZone: string;
  readonly offsets: ZoneOffsets;
  /** By weekday, Monday first; windows in order, adjacent ones joined. */
  readonly week: readonly (readonly DayWindow[])[];
  /** Holidays of a whole day, in days since 1970-01-01. */
  readonly closedDays: ReadonlySet<number>;
  /** Holidays of some hours, in real time; they may overlap. */
  readonly closedStretches: readonly Window[];
}

/** Terms without faults (`calendarFaults`) as rules. */
export function calendarRules(terms: CalendarTerms): CalendarRules {
  return {
    timeZone: terms.timeZone,
    offsets: zoneOffsets(terms.timeZone),
    week: WEEKDAYS.map((weekday) => joined((terms.hours[weekday] ?? []).map(dayWindow))),
    closedDays: new Set(terms.holidays.filter((holiday) => typeof holiday === 'string').map(dayNumberOf)),
    closedStretches: terms.holidays
      .filter((holiday) => typeof holiday !== 'string')
      .map(({ from, to }) => ({
        from: secondOfText(terms.timeZone, from),
        to: secondOfText(terms.timeZone, to),
      })),
  };
}

/** Seconds since 00:00 of `HH:mm`, `24:00` included. */
function secondOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60;
}

function dayWindow([from, to]: LocalWindow): DayWindow {
  return { from: secondOfDay(from), to: secondOfDay(to) };
}

function joined(windows: readonly DayWindow[]): DayWindow[] {
  const result: DayWindow[] = [];
  for (const window of windows.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last?.to === window.from) result[result.length - 1] = { from: last.from, to: window.to };
    else result.push(window);
  }
  return result;
}

function secondOfText(zone: string, text: string): EpochSecond {
  // Terms without faults hold no text that is no local time.
  return secondOfLocal(zone, parseLocalTime(text) as LocalTime);
}
