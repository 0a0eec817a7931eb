import type { EpochSecond } from './instant.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Local wall-clock times `[from, to)` of one day, `HH:mm`, `to` up to `24:00`. */
export type LocalWindow = readonly [from: string, to: string];

/** A whole local day `YYYY-MM-DD`, or a local interval `[from, to)` of `YYYY-MM-DDTHH:mm`. */
export type Holiday = string | { readonly from: string; readonly to: string };

/** Support hours as the agreement version states them (TERMS 3.1). */
export interface CalendarTerms {
  readonly timeZone: string;
  readonly hours: Readonly<Partial<Record<Weekday, readonly LocalWindow[]>>>;
  readonly holidays: readonly Holiday[];
}

/** An open stretch `[from, to)` of real time. */
export interface Window {
  readonly from: EpochSecond;
  readonly to: EpochSecond;
}

/** Both ends of the moment at which an amount of support time is used up; apart where a closed gap follows. */
export interface Used {
  /** First instant at which the amount is used up: a window's end where it falls on one (`dueAt`). */
  readonly firstAt: EpochSecond;
  /** Last instant at which no more than the amount is used: then the next window's start; null if none follows. */
  readonly lastAt: EpochSecond | null;
}

/** A calendar ready to be asked; what a question costs does not depend on how long its interval is. */
export interface SupportCalendar {
  readonly timeZone: string;
  /** Support seconds in `[from, to)`; 0 when `to <= from`. */
  between(from: EpochSecond, to: EpochSecond): number;
  /**
   * When `seconds` (0 or more) of support time counted from `from` are used up; null where the calendar never opens so
   * long. `after(from, 0)` is `from`, to the start of the next window where it is closed then.
   */
  after(from: EpochSecond, seconds: number): Used | null;
  /**
   * The mirror image of `after`, backwards from `from`: `firstAt` is the *later* end (the latest instant from
   * which `seconds` remain until `from`), `lastAt` the earlier one: the end of the window before, null if there is none.
   */
  before(from: EpochSecond, seconds: number): Used | null;
  /** Is `at` inside a window? Windows are half-open. */
  isOpen(at: EpochSecond): boolean;
  /** The open stretches of `[from, to)`, cut at its ends, in order, lazily. */
  windows(from: EpochSecond, to: EpochSecond): Iterable<Window>;
}
