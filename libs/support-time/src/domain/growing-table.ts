import type { CalendarRules } from './calendar-rules.js';
import { compileYear } from './compile-year.js';
import type { EpochSecond } from './instant.js';
import { dayNumber, dayText } from './local-day.js';
import { localDayOf, startOfLocalDay } from './local-time.js';
import { WindowTable } from './window-table.js';

/** Calendars know these local years; a fact from outside of them is a slip of the pen. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;

/** The years of a calendar that have been asked for, without a hole between them, in one table. */
export class GrowingTable {
  private readonly earliest: EpochSecond;
  private readonly latest: EpochSecond;
  private table: WindowTable | undefined;
  private firstYear = 0;
  private lastYear = 0;

  constructor(private readonly rules: CalendarRules) {
    this.earliest = this.startOfYear(FIRST_YEAR);
    this.latest = this.startOfYear(LAST_YEAR + 1);
  }

  /** The instant itself, or the end of the known years that lies nearest. */
  nearestKnown(second: EpochSecond): EpochSecond {
    return second < this.earliest ? this.earliest : second > this.latest ? this.latest : second;
  }

  /** A table that reaches from `from` to `to`, both of the known years. */
  covering(from: EpochSecond, to: EpochSecond): WindowTable {
    const { table } = this;
    return table && from >= table.from && to <= table.to
      ? table
      : this.grow(this.yearOf(from), this.yearOf(to));
  }

  /** Doubles the years towards the end of the known ones; false where it is reached. */
  growForward(): boolean {
    if (this.lastYear === LAST_YEAR) return false;
    this.grow(this.firstYear, this.lastYear + this.lastYear - this.firstYear + 1);
    return true;
  }

  /** Doubles the years towards the start of the known ones; false where it is reached. */
  growBackward(): boolean {
    if (this.firstYear === FIRST_YEAR) return false;
    this.grow(this.firstYear - (this.lastYear - this.firstYear + 1), this.lastYear);
    return true;
  }

  private grow(from: number, to: number): WindowTable {
    const { table } = this;
    const first = Math.max(FIRST_YEAR, table ? Math.min(from, this.firstYear) : from);
    const last = Math.min(LAST_YEAR, table ? Math.max(to, this.lastYear) : to);
    const edges = table
      ? [
          ...this.compile(first, this.firstYear - 1),
          ...table.edges(),
          ...this.compile(this.lastYear + 1, last),
        ]
      : this.compile(first, last);
    this.firstYear = first;
    this.lastYear = last;
    return (this.table = new WindowTable(edges, this.startOfYear(first), this.startOfYear(last + 1)));
  }

  private compile(first: number, last: number): number[] {
    const years = Array.from({ length: last - first + 1 }, (_, index) =>
      compileYear(this.rules, first + index),
    );
    return years.flat();
  }

  private yearOf(second: EpochSecond): number {
    return Number(localDayOf(this.rules.timeZone, second).slice(0, 4));
  }

  private startOfYear(year: number): EpochSecond {
    return startOfLocalDay(this.rules.timeZone, dayText(dayNumber(year, 1, 1)));
  }
}
