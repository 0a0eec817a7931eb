import type { SupportCalendar } from './calendar.js';
import { formatSecond, type EpochSecond } from './instant.js';
import { localDayOf } from './local-time.js';

/** One local day of a schedule: the windows used on it, and how much of them. */
export interface ScheduleDay {
  /** `YYYY-MM-DD` in the calendar's zone. */
  readonly day: string;
  readonly seconds: number;
  readonly windows: readonly { readonly from: string; readonly to: string; readonly seconds: number }[];
}

/** Support time day by day, so that anyone can check a deadline by hand. Instants in UTC. */
export interface Schedule {
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly days: readonly ScheduleDay[];
}

/**
 * The windows that make up the support time of `[from, to)`, by local day; days without any are left out.
 *
 * @example scheduleBetween(calendar, friday, tuesday).days.map(({ day, seconds }) => [day, seconds])
 * // [['2026-03-13', 3000], ['2026-03-16', 32400]]
 */
export function scheduleBetween(calendar: SupportCalendar, from: EpochSecond, to: EpochSecond): Schedule {
  const days = new Map<string, { seconds: number; windows: ScheduleDay['windows'][number][] }>();
  let seconds = 0;
  for (const window of calendar.windows(from, to)) {
    const name = localDayOf(calendar.timeZone, window.from);
    const day = days.get(name) ?? { seconds: 0, windows: [] };
    const length = window.to - window.from;
    day.windows.push({ from: formatSecond(window.from), to: formatSecond(window.to), seconds: length });
    day.seconds += length;
    seconds += length;
    days.set(name, day);
  }
  return {
    timeZone: calendar.timeZone,
    from: formatSecond(from),
    to: formatSecond(to),
    seconds,
    days: [...days].map(([day, used]) => ({ day, ...used })),
  };
}

/** When `seconds` of support time are used up, counted from `from`, and the windows that they take. */
export interface ScheduleUntilUsed extends Schedule {
  /** First instant at which they are used up: where a target falls due. */
  readonly dueAt: string;
  /** Last instant that is still in time; null where no window follows. */
  readonly breachesAt: string | null;
}

/** The schedule of a deadline; null where the calendar does not open so long. */
export function scheduleAfter(
  calendar: SupportCalendar,
  from: EpochSecond,
  seconds: number,
): ScheduleUntilUsed | null {
  const used = calendar.after(from, seconds);
  if (used === null) return null;
  return {
    ...scheduleBetween(calendar, from, used.firstAt),
    dueAt: formatSecond(used.firstAt),
    breachesAt: used.lastAt === null ? null : formatSecond(used.lastAt),
  };
}
