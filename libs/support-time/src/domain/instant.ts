import { dayNumber, dayText, twoDigitText } from './local-day.js';

/**
 * Seconds since 1970-01-01T00:00:00Z, whole. Every figure of the ledger is counted in these; only the order of
 * facts looks at what lies below a second.
 */
export type EpochSecond = number;

/**
 * An instant in the precision it was given in: its whole second, and the digits below it without trailing
 * zeros (`''` for none), so that two of them compare exactly, however many digits a source sends.
 */
export interface Instant {
  readonly second: EpochSecond;
  readonly fraction: string;
}

const RFC_3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * Reads an RFC 3339 instant; undefined where the text is none, names a day or time that does not exist, or a
 * leap second (the ledger counts in POSIX time, which has none).
 *
 * @example parseInstant('2026-03-13T16:40:00.250+01:00') // { second: 1773416400, fraction: '25' }
 */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const midnight = dayNumber(year, month, day) * 86_400;
  if (day > 28 && dayNumber(year, month + 1, 1) * 86_400 <= midnight) return undefined;
  const zoneAt = text.length - (text.charCodeAt(text.length - 3) === COLON ? 6 : 1);
  return {
    second: midnight + secondsAt(text, 11) + twoDigits(text, 17) - offsetAt(text, zoneAt),
    fraction: withoutTrailingZeros(text, 20, zoneAt),
  };
}

const COLON = 58;

/** By position, since each fact and each line of a stream comes through here: a pattern's groups cost five times as much. */
function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** Seconds of the `HH:mm` that starts at `at`. */
function secondsAt(text: string, at: number): number {
  return twoDigits(text, at) * 3600 + twoDigits(text, at + 3) * 60;
}

function offsetAt(text: string, at: number): number {
  if (at === text.length - 1) return 0;
  return text[at] === '-' ? -secondsAt(text, at + 1) : secondsAt(text, at + 1);
}

/** What is left may be nothing: the point before a fraction, or the colon before whole seconds, ends the zeros. */
function withoutTrailingZeros(text: string, from: number, end: number): string {
  let to = end;
  while (text[to - 1] === '0') to -= 1;
  return text.slice(from, to);
}

/** Orders instants in full precision: negative when `a` is the earlier one. */
export function compareInstants(a: Instant, b: Instant): number {
  if (a.second !== b.second) return a.second - b.second;
  // Digits without trailing zeros order as text the way the fractions do as numbers.
  return a.fraction < b.fraction ? -1 : a.fraction > b.fraction ? 1 : 0;
}

/**
 * Writes a whole second as RFC 3339 in UTC.
 *
 * @example formatSecond(1773416400) // '2026-03-13T15:40:00Z'
 */
export function formatSecond(second: EpochSecond): string {
  const day = Math.floor(second / 86_400);
  const ofDay = second - day * 86_400;
  const hour = twoDigitText(Math.floor(ofDay / 3600));
  const minute = twoDigitText(Math.floor(ofDay / 60) % 60);
  return `${dayText(day)}T${hour}:${minute}:${twoDigitText(ofDay % 60)}Z`;
}

/** Writes an instant in full precision in UTC: one text for one instant, whatever offset it came with. */
export function formatInstant(instant: Instant): string {
  const whole = formatSecond(instant.second);
  return instant.fraction === '' ? whole : `${whole.slice(0, -1)}.${instant.fraction}Z`;
}
