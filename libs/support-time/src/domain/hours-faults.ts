import { WEEKDAYS } from './calendar.js';
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
  const windows = day.map((window: unknown, index) => readWindow(window, `${pointer}/${index}`));
  const faults = windows.flatMap(({ fault }) => fault ?? []);
  return faults.length > 0 ? faults : overlaps(windows);
}

interface ReadWindow {
  readonly pointer: string;
  readonly from: string;
  readonly to: string;
  readonly fault?: CalendarFault;
}

function readWindow(window: unknown, pointer: string): ReadWindow {
  const [from, to] = Array.isArray(window) ? (window as unknown[]) : [];
  const isPair = Array.isArray(window) && window.length === 2;
  if (!isPair || typeof from !== 'string' || typeof to !== 'string' || !START.test(from) || !END.test(to)) {
    const detail = 'A window is [from, to], times as HH:mm from 00:00 to 24:00, such as ["08:30", "17:30"].';
    return { pointer, from: '', to: '', fault: { pointer, code: 'INVALID_VALUE', detail } };
  }
  if (from < to) return { pointer, from, to };
  const detail = `${from}-${to} is empty: a window ends after it starts; write one over midnight as two, up to 24:00 and from 00:00.`;
  return { pointer, from, to, fault: { pointer, code: 'WINDOW_EMPTY', detail } };
}

/** Each window that starts before one that began earlier has ended. */
function overlaps(windows: readonly ReadWindow[]): CalendarFault[] {
  const sorted = windows.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  let reached = sorted[0];
  return sorted.slice(1).flatMap((window) => {
    const earlier = reached;
    if (reached === undefined || window.to > reached.to) reached = window;
    if (earlier === undefined || window.from >= earlier.to) return [];
    const detail = `${window.from}-${window.to} overlaps ${earlier.from}-${earlier.to} of the same day.`;
    return [{ pointer: window.pointer, code: 'WINDOWS_OVERLAP' as const, detail }];
  });
}
