/** A local calendar day, `YYYY-MM-DD`, of the years 0001-9999. */
export type LocalDay = string;

/** Is this the text of a day that exists? `2026-02-29` is none. */
export function isLocalDay(text: string): boolean {
  return !text.startsWith('0000') && dayText(dayNumberOf(text)) === text;
}

/** Days since 1970-01-01 of a `LocalDay`. */
export function dayNumberOf(day: LocalDay): number {
  return dayNumber(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

/** Days since 1970-01-01; a month or day too large or small rolls over, as in `Date`. */
export function dayNumber(year: number, month: number, day: number): number {
  // Date.UTC takes the years 0-99 for 1900-1999; days repeat exactly every 400 years.
  return Date.UTC(year + 400, month - 1, day) / 86_400_000 - DAYS_OF_400_YEARS;
}

const DAYS_OF_400_YEARS = 146_097;

/** The inverse of `dayNumberOf`. */
export function dayText(number: number): LocalDay {
  // Every answer writes instants: this takes half as long as `toISOString`.
  const date = new Date(number * 86_400_000);
  const year = date.getUTCFullYear();
  return `${year > 999 ? year : String(year).padStart(4, '0')}-${twoDigitText(date.getUTCMonth() + 1)}-${twoDigitText(date.getUTCDate())}`;
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** @example twoDigitText(7) // '07' */
export function twoDigitText(number: number): string {
  return TWO_DIGITS[number] ?? String(number);
}

/** @example nextLocalDay('2026-02-28') // '2026-03-01' */
export function nextLocalDay(day: LocalDay): LocalDay {
  return dayText(dayNumberOf(day) + 1);
}

/** @example previousLocalDay('2026-03-01') // '2026-02-28' */
export function previousLocalDay(day: LocalDay): LocalDay {
  return dayText(dayNumberOf(day) - 1);
}

/** Before and after these there is no `LocalDay`. */
const FIRST_LOCAL_DAY: LocalDay = '0001-01-01';
export const LAST_LOCAL_DAY: LocalDay = '9999-12-31';

/**
 * The same day of the month so many months later, or earlier where `months` is negative; the last day of a month that
 * is too short for it. Stops at the first and the last day there is. Count from one anchor: two steps of a month are
 * not always one of two.
 *
 * @example
 * plusMonths('2026-12-31', -2) // '2026-10-31'
 * plusMonths('2026-04-30', -2) // '2026-02-28'
 */
export function plusMonths(day: LocalDay, months: number): LocalDay {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  if (month < MONTHS_BEFORE) return FIRST_LOCAL_DAY;
  if (month >= MONTHS_UNTIL) return LAST_LOCAL_DAY;
  const [year, ofYear] = [Math.floor(month / 12), (month % 12) + 1];
  const same = dayNumber(year, ofYear, Number(day.slice(8, 10)));
  return dayText(Math.min(same, dayNumber(year, ofYear + 1, 0)));
}

/** Months since January of the year 0, of the first month that has days and of the first that has none any more. */
const MONTHS_BEFORE = 12;
const MONTHS_UNTIL = 120_000;
