import type { CalendarTerms } from '@app/support-time';

/** Support hours as a wall clock shows them, asked cell by cell of `Intl`; part of the oracle of measuring. */
export interface WallCalendar {
  readonly timeZone: string;
  readonly cell: number;
  /** Is the cell that holds this second open? */
  isOpen(second: number): boolean;
  /** Support seconds of `[from, to)`, cell by cell. */
  secondsIn(from: number, to: number): number;
}

interface Wall {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** `mon` to `sun` */
  readonly weekday: string;
  /** `HH:mm`, 00:00 to 23:59 */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in this zone shows at a second. */
function wallClockAt(timeZone: string, second: number): Wall {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(second * 1000).map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: (parts.weekday ?? '').toLowerCase(),
    time: `${parts.hour}:${parts.minute}`,
  };
}

/** @param cell seconds; every edge of a window and every change of the zone is a multiple of it */
function wallCalendar({ timeZone, hours, holidays }: CalendarTerms, cell: number): WallCalendar {
  const known = new Map<number, boolean>();
  const look = (second: number): boolean => {
    const { day, weekday, time } = wallClockAt(timeZone, second);
    const now = `${day}T${time}`;
    const isHoliday = holidays.some((holiday) =>
      typeof holiday === 'string' ? holiday === day : holiday.from <= now && now < holiday.to,
    );
    const windows = hours[weekday as keyof typeof hours] ?? [];
    return !isHoliday && windows.some(([from, to]) => from <= time && time < to);
  };
  const isOpen = (second: number): boolean => {
    const start = Math.floor(second / cell) * cell;
    const open = known.get(start) ?? look(start);
    known.set(start, open);
    return open;
  };
  return {
    timeZone,
    cell,
    isOpen,
    secondsIn(from, to) {
      let seconds = 0;
      for (let at = from, next; at < to; at = next) {
        next = Math.min(to, (Math.floor(at / cell) + 1) * cell);
        if (isOpen(at)) seconds += next - at;
      }
      return seconds;
    },
  };
}

const calendars = new WeakMap<CalendarTerms, Map<number, WallCalendar>>();

/** One for each document and cell: what has been asked once is remembered. */
function rememberedCalendar(terms: CalendarTerms, cell: number): WallCalendar {
  const own = calendars.get(terms) ?? new Map<number, WallCalendar>();
  calendars.set(terms, own);
  const calendar = own.get(cell) ?? wallCalendar(terms, cell);
  own.set(cell, calendar);
  return calendar;
}

export const wallClock = Object.assign(wallClockAt, { calendar: rememberedCalendar });
