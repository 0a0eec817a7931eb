import type { CalendarTerms, SupportCalendar, Used, Window } from './calendar.js';
import { CalendarError } from './calendar-error.js';
import { calendarFaults } from './calendar-faults.js';
import { calendarRules } from './calendar-rules.js';
import type { EpochSecond } from './instant.js';
import { GrowingTable } from './growing-table.js';

/**
 * Makes a calendar of its terms. It works out a year when first asked about it and keeps it, so that one calendar is
 * best shared by all who need it (`calendarOf`). Outside the local years 1970-2100 it is closed.
 *
 * Throws a CalendarError with every fault of the terms.
 *
 * @example
 * const calendar = compileCalendar({ timeZone: 'Europe/Amsterdam', hours: { mon: [['08:30', '17:30']] }, holidays: [] });
 * calendar.between(from, to); // support seconds
 */
export function compileCalendar(terms: CalendarTerms): SupportCalendar {
  const faults = calendarFaults(terms);
  if (faults.length > 0) throw new CalendarError(faults);
  return new CompiledCalendar(terms.timeZone, new GrowingTable(calendarRules(terms)));
}

class CompiledCalendar implements SupportCalendar {
  constructor(
    readonly timeZone: string,
    private readonly years: GrowingTable,
  ) {}

  between(from: EpochSecond, to: EpochSecond): number {
    if (to <= from) return 0;
    const start = this.years.nearestKnown(from);
    const end = this.years.nearestKnown(to);
    const table = this.years.covering(start, end);
    return table.openedAt(end) - table.openedAt(start);
  }

  after(from: EpochSecond, seconds: number): Used | null {
    checkAmount(seconds);
    const start = this.years.nearestKnown(from);
    let table = this.years.covering(start, start);
    // Until the table holds the instant at which the amount is exceeded, not only used up.
    while (table.openedAt(start) + seconds >= table.total && this.years.growForward()) {
      table = this.years.covering(start, start);
    }
    const used = table.openedAt(start) + seconds;
    if (used > table.total) return null;
    return {
      firstAt: seconds === 0 ? from : table.firstInstantWith(used),
      lastAt: used === table.total ? null : table.lastInstantWith(used),
    };
  }

  before(from: EpochSecond, seconds: number): Used | null {
    checkAmount(seconds);
    const start = this.years.nearestKnown(from);
    let table = this.years.covering(start, start);
    while (table.openedAt(start) <= seconds && this.years.growBackward()) {
      table = this.years.covering(start, start);
    }
    const left = table.openedAt(start) - seconds;
    if (left < 0) return null;
    return {
      firstAt: seconds === 0 ? from : table.lastInstantWith(left),
      lastAt: left === 0 ? null : table.firstInstantWith(left),
    };
  }

  isOpen(at: EpochSecond): boolean {
    return this.between(at, at + 1) === 1;
  }

  windows(from: EpochSecond, to: EpochSecond): Iterable<Window> {
    if (to <= from) return [];
    const start = this.years.nearestKnown(from);
    const end = this.years.nearestKnown(to);
    return this.years.covering(start, end).windows(start, end);
  }
}

function checkAmount(seconds: number): void {
  if (!(seconds >= 0)) throw new RangeError(`An amount of support time is 0 s or more, not ${seconds}.`);
}
