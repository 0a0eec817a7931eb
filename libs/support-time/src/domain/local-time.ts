import { formatSecond, type EpochSecond } from './instant.js';
import { dayNumber, dayNumberOf, dayText, isLocalDay, twoDigitText, type LocalDay } from './local-day.js';
import { zoneOffsets, type ZoneOffsets } from './zone-offsets.js';

/** A wall-clock time as people write it; `month` and `day` count from 1, `hour` from 0 to 23. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const DAY = 86_400;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * Reads `YYYY-MM-DDTHH:mm`; undefined where the text is none or its day does not exist.
 *
 * @example parseLocalTime('2026-12-24T12:00') // { year: 2026, month: 12, day: 24, hour: 12, minute: 0 }
 */
export function parseLocalTime(text: string): LocalTime | undefined {
  const [, date, hour, minute] = LOCAL_TIME.exec(text) ?? [];
  if (date === undefined || !isLocalDay(date)) return undefined;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return { year, month, day, hour: Number(hour), minute: Number(minute) };
}

/**
 * When a wall clock in `zone` shows `local`. A time that the clock skips is read with the offset before the gap
 * (02:30 in a gap of an hour is the instant shown as 03:30); of one that it shows twice, the first is meant: RFC 5545
 * 3.3.5, and `compatible` in ECMAScript's Temporal. Throws a RangeError for an unknown zone.
 */
export function secondOfLocal(zone: string, local: LocalTime): EpochSecond {
  const day = dayNumber(local.year, local.month, local.day);
  return secondOfWall(zoneOffsets(zone), day * DAY + local.hour * 3600 + local.minute * 60);
}

/** As `secondOfLocal`; `wall` is the local time as if it were UTC. */
export function secondOfWall(zone: ZoneOffsets, wall: number): EpochSecond {
  // No offset is larger than 14 h and no two changes lie within six days, so these are the offsets before and
  // after any change that could concern this wall time.
  const before = zone.spanAt(wall - DAY);
  if (before.to > wall + DAY) return wall - before.offset;
  const first = wall - before.offset;
  if (zone.spanAt(first).offset === before.offset) return first;
  const second = wall - zone.spanAt(wall + DAY).offset;
  return zone.spanAt(second).offset === before.offset ? first : second;
}

/**
 * The first instant of a local day: 00:00, or where the clock skips midnight the end of that gap. A day that the
 * zone skips whole (Pacific/Apia, 2011-12-30) starts where the next one does.
 */
export function startOfLocalDay(zone: string, day: LocalDay): EpochSecond {
  return secondOfWall(zoneOffsets(zone), dayNumberOf(day) * DAY);
}

/**
 * The local day an instant lies in: the one with `startOfLocalDay(day) <= second < startOfLocalDay(next day)`. Where
 * a clock is put back over midnight (America/St_Johns, 00:01 until 2011), the minutes shown again belong to the
 * new day, so that days follow each other without going back.
 *
 * @example localDayOf('Europe/Amsterdam', 1774998000) // '2026-04-01', its first second
 */
export function localDayOf(zone: string, second: EpochSecond): LocalDay {
  const offsets = zoneOffsets(zone);
  const shown = Math.floor((second + offsets.spanAt(second).offset) / DAY);
  return dayText(second < secondOfWall(offsets, (shown + 1) * DAY) ? shown : shown + 1);
}

/**
 * Writes a whole second as RFC 3339 with the offset that a zone has then. Offsets that are no whole minutes, which no
 * zone has had since 1972, are cut to minutes as RFC 3339 (4.2) writes them.
 *
 * @example formatSecondIn('Europe/Amsterdam', 1773416400) // '2026-03-13T16:40:00+01:00'
 */
export function formatSecondIn(zone: string, second: EpochSecond): string {
  const minutes = Math.trunc(zoneOffsets(zone).spanAt(second).offset / 60);
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? '-' : '+';
  const offset = `${twoDigitText(Math.floor(size / 60))}:${twoDigitText(size % 60)}`;
  return `${formatSecond(second + minutes * 60).slice(0, -1)}${sign}${offset}`;
}
