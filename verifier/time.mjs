// @ts-check

/** Seconds of a day whose clock is not changed. Instants are whole seconds since 1970. */
export const DAY = 86_400;

export const instantText = (second) => new Date(second * 1000).toISOString().replace('.000', '');
export const instantOrNull = (second) => (second === null ? null : instantText(second));

/** An RFC 3339 instant: its whole second, and the digits below it without zeros at their end. */
export function readInstant(text) {
  const [, whole, digits = '', zone] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(text.toUpperCase()) ?? [];
  return { second: Date.parse(`${whole}${zone}`) / 1000, fraction: digits.replace(/0+$/, '') };
}

/** What was found once by what was asked. */
const remembered = (found, find) => (key) => (found.has(key) ? found : found.set(key, find(key))).get(key);

/** Local time minus UTC of a zone at an instant, in seconds. The zone is one that `Intl` knows, or fixed: `UTC+5:30`. */
const offsetOf = (zone, second) => offsetReader(zone)(second);
const offsetReader = remembered(new Map(), (zone) => {
  const fixed = /^utc(?:([+-])(\d{1,2})(?::(\d\d))?)?$/i.exec(zone);
  if (fixed) {
    const size = Number(fixed[2] ?? 0) * 3600 + Number(fixed[3] ?? 0) * 60;
    return () => (fixed[1] === '-' ? -size : size);
  }
  const parts = Object.fromEntries(['year', 'month', 'day', 'hour', 'minute', 'second'].map((part) => [part, 'numeric']));
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  return remembered(new Map(), (second) => {
    const [month, day, year, hour, minute, seconds] = (format.format(second * 1000).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, seconds) / 1000 - second;
  });
});

/** When a wall clock shows a time (given as if in UTC): the first of two, a skipped one by the offset before the gap (RFC 5545, 3.3.5). */
export function fromWall(zone, wall) {
  const [before, after] = [offsetOf(zone, wall - DAY), offsetOf(zone, wall + DAY)];
  const first = wall - before;
  if (before === after) return first;
  if (offsetOf(zone, first) === before) return first;
  return offsetOf(zone, wall - after) === before ? first : wall - after;
}

/** Days since 1970 of `YYYY-MM-DD`. */
export const dayNumber = (day) => Date.parse(`${day}T00:00:00Z`) / 1000 / DAY;
export const startOfDay = (zone, day) => fromWall(zone, dayNumber(day) * DAY);

/** The local day that an instant lies in, in days since 1970. */
export function localDay(zone, second) {
  const shown = Math.floor((second + offsetOf(zone, second)) / DAY);
  return second < fromWall(zone, (shown + 1) * DAY) ? shown : shown + 1;
}

// Months are counted from the year 0 on.
const monthNumber = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
const monthText = (month) => `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
const monthStart = (zone, month) => fromWall(zone, Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000);

/** `YYYY-MM` as real time, `[from, to)`. */
export const monthBounds = (zone, month) => ({ from: monthStart(zone, monthNumber(month)), to: monthStart(zone, monthNumber(month) + 1) });

export const monthBefore = (month) => monthText(monthNumber(month) - 1);

/** The month of a zone that holds an instant. */
export function monthOfInstant(zone, second) {
  const month = monthNumber(instantText(second));
  if (second < monthStart(zone, month)) return monthText(month - 1);
  return monthText(second < monthStart(zone, month + 1) ? month : month + 1);
}
