import type { Window } from './calendar.js';
import type { EpochSecond } from './instant.js';
import { dayNumber } from './local-day.js';
import { secondOfWall } from './local-time.js';
import { zoneOffsets } from './zone-offsets.js';

/** A local calendar month, `YYYY-MM`. */
export type Month = string;

const MONTH_TEXT = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/;

/** Is this the text of a month, `YYYY-MM`? */
export function isMonth(text: string): boolean {
  return MONTH_TEXT.test(text);
}

/**
 * The month of a zone as real time, half-open: from the first instant of its first day to that of the next month's.
 *
 * @example monthBounds('Europe/Amsterdam', '2026-03') // 743 hours: the clock goes forward in it
 */
export function monthBounds(zone: string, month: Month): Window {
  const number = monthNumberOf(month);
  const starts = monthStarts(zone);
  return { from: starts(number), to: starts(number + 1) };
}

/**
 * The month of a zone that holds an instant, by the same cut as `monthBounds`; cheap enough to ask for every clock.
 */
export function localMonthOf(zone: string, second: EpochSecond): Month {
  const starts = monthStarts(zone);
  const date = new Date(second * 1000);
  // The month in UTC, or one of its neighbours: no offset is larger than a day.
  let number = date.getUTCFullYear() * 12 + date.getUTCMonth();
  if (second < starts(number)) number -= 1;
  else if (second >= starts(number + 1)) number += 1;
  return monthText(number);
}

/** @example previousMonth('2026-01') // '2025-12' */
export function previousMonth(month: Month): Month {
  return monthText(monthNumberOf(month) - 1);
}

/** All months from `first` to `last`, both included; none where `last` is the earlier one. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const from = monthNumberOf(first);
  const length = Math.max(0, monthNumberOf(last) - from + 1);
  return Array.from({ length }, (_, index) => monthText(from + index));
}

/** Months since January of the year 0. */
function monthNumberOf(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

const texts = new Map<number, Month>();

function monthText(number: number): Month {
  let text = texts.get(number);
  if (text === undefined) {
    const year = String(Math.floor(number / 12)).padStart(4, '0');
    text = `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
    texts.set(number, text);
  }
  return text;
}

const startsByZone = new Map<string, (month: number) => EpochSecond>();

/** When each month of a zone starts, computed once. */
function monthStarts(zone: string): (month: number) => EpochSecond {
  let starts = startsByZone.get(zone);
  if (!starts) {
    starts = memoised(zone);
    startsByZone.set(zone, starts);
  }
  return starts;
}

function memoised(zone: string): (month: number) => EpochSecond {
  const offsets = zoneOffsets(zone);
  const known = new Map<number, EpochSecond>();
  return (month) => {
    let start = known.get(month);
    if (start === undefined) {
      start = secondOfWall(offsets, dayNumber(Math.floor(month / 12), (month % 12) + 1, 1) * 86_400);
      known.set(month, start);
    }
    return start;
  };
}
