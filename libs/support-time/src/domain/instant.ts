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
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an RFC 3339 instant; undefined where the text is none, names a day or time that does not exist, or a
 * leap second (the ledger counts in POSIX time, which has none).
 *
 * @example parseInstant('2026-03-13T16:40:00.250+01:00') // { second: 1773416400, fraction: '25' }
 */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Sextuple;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  // Date.UTC rolls 30 February over into March, and takes the years 0-99 for 1900-1999.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  const offset = offsetSeconds(match[8], match[9], match[10]);
  if (offset === undefined) return undefined;
  return {
    second: midnight / 1000 + hour * 3600 + minute * 60 + second - offset,
    fraction: (match[7] ?? '').replace(/0+$/, ''),
  };
}

type Sextuple = [number, number, number, number, number, number];

function offsetSeconds(sign?: string, hours?: string, minutes?: string): number | undefined {
  if (sign === undefined) return 0;
  const [h, m] = [Number(hours), Number(minutes)];
  if (h > 23 || m > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (h * 3600 + m * 60);
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
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}

/** Writes an instant in full precision in UTC: one text for one instant, whatever offset it came with. */
export function formatInstant(instant: Instant): string {
  const whole = formatSecond(instant.second);
  return instant.fraction === '' ? whole : `${whole.slice(0, -1)}.${instant.fraction}Z`;
}
