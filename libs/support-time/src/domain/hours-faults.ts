import { type LocalWindow, WEEKDAYS } from './calendar.js';
import { type CalendarFault } from './calendar-error.js';
import { isRecord, unknownFields } from './record-fields.js';

const START = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const END = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** What is wrong in the weekly hours of a calendar. */
export function hoursFaults(hours: unknown): CalendarFault[] {
  if (!isRecord(hours)) {
    return [
      {
        pointer: '/hours',
        code: 'INVALID_VALUE',
        detail: 'Hours are an object with a list of windows a day.',
      },
    ];
  }
  const windows = WEEKDAYS.flatMap((day) => hours[day] ?? []);
  return [
    ...unknownFields(hours, WEEKDAYS, '/hours'),
    ...WEEKDAYS.flatMap((day) => (hours[day] === undefined ? [] : dayFaults(hours[day], `/hours/${day}`))),
    ...(windows.length === 0 ? [neverOpen] : []),
  ];
}

const neverOpen: CalendarFault = {
  pointer: '/hours',
  code: 'NEVER_OPEN',
  detail: 'A calendar opens at least once a week: give some day a window, such as ["08:30", "17:30"].',
};

function dayFaults(day: unknown, pointer: string): CalendarFault[] {
  if (!Array.isArray(day)) {
    return [
      { pointer, code: 'INVALID_VALUE', detail: 'A day is a list of windows, such as [["08:30", "17:30"]].' },
    ];
  }
  const windows = day as readonly unknown[];
  const faults = windows.flatMap((window, index) => windowFaults(window, `${pointer}/${index}`));
  // Only windows that are right can overlap.
  return faults.length > 0 ? faults : overlaps(windows as readonly LocalWindow[], pointer);
}

function windowFaults(window: unknown, pointer: string): CalendarFault[] {
  const [from, to, ...more] = (Array.isArray(window) ? window : []) as readonly unknown[];
  if (!isTime(from, START) || !isTime(to, END) || more.length > 0) {
    const detail = 'A window is [from, to], times as HH:mm from 00:00 to 24:00, such as ["08:30", "17:30"].';
    return [{ pointer, code: 'INVALID_VALUE', detail }];
  }
  if (from < to) return [];
  const detail = `${from}-${to} is empty: a window ends after it starts; write one over midnight as two, up to 24:00 and from 00:00.`;
  return [{ pointer, code: 'WINDOW_EMPTY', detail }];
}

function isTime(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** Each window that starts before an earlier one has ended. */
function overlaps(windows: readonly LocalWindow[], pointer: string): CalendarFault[] {
  const sorted = windows
    .map(([from, to], index) => ({ from, to, pointer: `${pointer}/${index}` }))
    .sort((a, b) => a.from.localeCompare(b.from));
  return sorted.flatMap((window, index) => {
    const earlier = sorted.slice(0, index).find(({ to }) => window.from < to);
    if (earlier === undefined) return [];
    const detail = `${window.from}-${window.to} overlaps ${earlier.from}-${earlier.to} of the same day.`;
    return [{ pointer: window.pointer, code: 'WINDOWS_OVERLAP', detail }];
  });
}
