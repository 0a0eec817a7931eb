/** A local calendar day, `YYYY-MM-DD`, of the years 0001-9999. */
export type LocalDay = string;

const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;

/** Is this the text of a day that exists? `2026-02-29` is none. */
export function isLocalDay(text: string): boolean {
  return DAY_TEXT.test(text) && !text.startsWith('0000') && dayText(dayNumberOf(text)) === text;
}

/** Days since 1970-01-01 of a `LocalDay`. */
export function dayNumberOf(day: LocalDay): number {
  return dayNumber(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

/** Days since 1970-01-01; a month or day too large or small rolls over, as in `Date`. */
export function dayNumber(year: number, month: number, day: number): number {
  // Not Date.UTC, which takes the years 0-99 for 1900-1999.
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

/** The inverse of `dayNumberOf`; '' where the number lies beyond what a date can hold. */
export function dayText(number: number): LocalDay {
  const date = new Date(number * 86_400_000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** @example nextLocalDay('2026-02-28') // '2026-03-01' */
export function nextLocalDay(day: LocalDay): LocalDay {
  return dayText(dayNumberOf(day) + 1);
}
