import fc from 'fast-check';
import type { CalendarTerms, Holiday, LocalWindow } from '../src/domain/calendar.js';
import { WEEKDAYS } from '../src/domain/calendar.js';

/** A zone and a day about which something unusual happens to its clock, or to the calendar. */
export interface Season {
  readonly timeZone: string;
  readonly day: string;
}

export const SEASONS: readonly Season[] = [
  { timeZone: 'Europe/Amsterdam', day: '2026-03-29' },
  { timeZone: 'Europe/Amsterdam', day: '2026-10-25' },
  { timeZone: 'Europe/Amsterdam', day: '2028-02-29' },
  { timeZone: 'Europe/Amsterdam', day: '2026-12-31' },
  { timeZone: 'America/Santiago', day: '2026-04-05' }, // 24:00 -> 23:00
  { timeZone: 'America/Santiago', day: '2026-09-06' }, // 00:00 -> 01:00
  { timeZone: 'Australia/Lord_Howe', day: '2026-04-05' }, // 30 minutes
  { timeZone: 'Australia/Lord_Howe', day: '2026-10-04' },
  { timeZone: 'Asia/Kolkata', day: '2026-06-15' },
  { timeZone: 'Africa/Casablanca', day: '2026-02-15' },
  { timeZone: 'Africa/Casablanca', day: '2026-03-22' },
  { timeZone: 'Pacific/Apia', day: '2011-12-30' }, // a day that was not
  { timeZone: 'America/Havana', day: '2026-03-08' }, // 00:00 -> 01:00
  { timeZone: 'America/Havana', day: '2026-11-01' }, // 01:00 -> 00:00
  { timeZone: 'Asia/Beirut', day: '2026-03-29' },
  { timeZone: 'Asia/Beirut', day: '2026-10-25' }, // 24:00 -> 23:00
  { timeZone: 'America/St_Johns', day: '2009-11-01' }, // 00:01 -> 23:01
  { timeZone: 'Etc/GMT-1', day: '2025-01-01' },
];

/** Minutes of the day that meet the usual switches, and any other. */
const minute = fc.oneof(
  fc.constantFrom(0, 60, 120, 135, 150, 165, 180, 510, 1050, 1380, 1410, 1440),
  fc.integer({ min: 0, max: 1440 }),
);

/** Windows of a day, some of them adjacent, in any order: some of the stretches between some minutes of it. */
const day: fc.Arbitrary<LocalWindow[]> = fc
  .tuple(fc.uniqueArray(minute, { maxLength: 5 }), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
  .map(([minutes, open]) => {
    const marks = minutes.sort((a, b) => a - b).map(time);
    return pairs(marks).filter((_, at) => open[at]);
  })
  .chain((windows) => fc.shuffledSubarray(windows, { minLength: windows.length }));

const hours = fc
  .array(day, { minLength: 7, maxLength: 7 })
  .filter((days) => days.some((windows) => windows.length > 0))
  .map((days) => Object.fromEntries(WEEKDAYS.map((weekday, at) => [weekday, days[at] ?? []])));

function holidays(around: string): fc.Arbitrary<Holiday[]> {
  const nearby = fc.integer({ min: -3, max: 3 }).map((days) => dayAfter(around, days));
  const moment = fc.tuple(nearby, fc.integer({ min: 0, max: 1439 })).map(([on, at]) => `${on}T${time(at)}`);
  const interval = fc
    .uniqueArray(moment, { minLength: 2, maxLength: 2 })
    .map((moments) => pairs(moments.sort()).map(([from, to]) => ({ from, to })));
  return fc
    .array(
      fc.oneof(
        nearby.map((on) => [on]),
        interval,
      ),
      { maxLength: 3 },
    )
    .map((found) => found.flat());
}

export function calendarAbout({ timeZone, day: around }: Season): fc.Arbitrary<CalendarTerms> {
  return fc.record({ timeZone: fc.constant(timeZone), hours, holidays: holidays(around) });
}

/** A calendar in some zone, with holidays about one of its seasons. */
export const anyCalendar: fc.Arbitrary<CalendarTerms> = fc.constantFrom(...SEASONS).chain(calendarAbout);

/** Each of them with the next. */
function pairs(marks: readonly string[]): [string, string][] {
  return marks.slice(1).map((to, at) => [marks[at] as string, to]);
}

function time(minutes: number): string {
  const [hour, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
