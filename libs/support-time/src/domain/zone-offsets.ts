import { FixedOffsetZone, IANAZone } from 'luxon';
import type { EpochSecond } from './instant.js';

/** A stretch `[from, to)` of real time in which a zone keeps one offset. It may end where its table ends. */
export interface OffsetSpan {
  readonly from: EpochSecond;
  readonly to: EpochSecond;
  /** Local time minus UTC, in seconds. */
  readonly offset: number;
}

/** The offsets of one zone, found once for each calendar year asked for. */
export interface ZoneOffsets {
  spanAt(second: EpochSecond): OffsetSpan;
}

const DAY = 86_400;

/**
 * Since 1970 no zone has changed its offset twice within six days (the shortest: Boa Vista in October 2000, 7
 * days less an hour), so that probes this far apart miss no change.
 */
const PROBE_STEP = 6 * DAY;

const FIXED_OFFSET = /^utc(?:[+-](?:0?\d|1[0-3])(?::[0-5]\d)?|[+-]14(?::00)?)$/i;

/**
 * Is this the name of a zone: one of the IANA database (`Europe/Amsterdam`, `Etc/GMT-1`), or a fixed offset as
 * luxon writes it, up to 14 hours (`UTC`, `UTC+1`, `UTC+05:30`)?
 */
export function isTimeZone(name: string): boolean {
  return FIXED_OFFSET.test(name) || IANAZone.isValidZone(name);
}

const known = new Map<string, ZoneOffsets>();

/** The offsets of a zone, shared by everyone who asks. Throws a RangeError where `isTimeZone` says no. */
export function zoneOffsets(name: string): ZoneOffsets {
  const found = known.get(name);
  if (found) return found;
  if (!isTimeZone(name)) throw new RangeError(`"${name}" is not a time zone of the IANA database.`);
  const fixed = FixedOffsetZone.parseSpecifier(name) as FixedOffsetZone | null;
  const offsets = fixed ? fixedOffsets(fixed.offset(0) * 60) : new OffsetsByYear(offsetReader(name));
  known.set(name, offsets);
  return offsets;
}

function fixedOffsets(offset: number): ZoneOffsets {
  const always = { from: -Infinity, to: Infinity, offset };
  return { spanAt: () => always };
}

/** Reads one offset at a time, through Intl: a quarter of what luxon's `offset` costs, and exact to the second. */
function offsetReader(zone: string): (second: EpochSecond) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (second) => {
    const match = /GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(format.format(second * 1000));
    if (!match) return 0;
    const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return match[1] === '-' ? -size : size;
  };
}

class OffsetsByYear implements ZoneOffsets {
  private readonly years = new Map<number, readonly OffsetSpan[]>();
  private latest: OffsetSpan = { from: 0, to: 0, offset: 0 };

  constructor(private readonly offsetAt: (second: EpochSecond) => number) {}

  spanAt(second: EpochSecond): OffsetSpan {
    // Questions come in runs about one season.
    if (second >= this.latest.from && second < this.latest.to) return this.latest;
    const spans = this.spansOf(new Date(second * 1000).getUTCFullYear());
    // They reach from the start of that year in UTC to its end, and the second lies between.
    return (this.latest = spans.find(({ to }) => second < to) as OffsetSpan);
  }

  private spansOf(year: number): readonly OffsetSpan[] {
    let spans = this.years.get(year);
    if (!spans) {
      spans = findSpans(startOfUtcYear(year), startOfUtcYear(year + 1), this.offsetAt);
      this.years.set(year, spans);
    }
    return spans;
  }
}

function startOfUtcYear(year: number): EpochSecond {
  // Not Date.UTC(year, 0), which takes the years 0-99 for 1900-1999.
  return new Date(0).setUTCFullYear(year, 0, 1) / 1000;
}

function findSpans(
  from: EpochSecond,
  to: EpochSecond,
  offsetAt: (second: EpochSecond) => number,
): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let start = from;
  let offset = offsetAt(from);
  for (let probed = from; probed < to; probed += PROBE_STEP) {
    const next = Math.min(probed + PROBE_STEP, to);
    const then = offsetAt(next);
    if (then === offset) continue;
    const change = findChange(probed, next, offset, offsetAt);
    spans.push({ from: start, to: change, offset });
    start = change;
    offset = then;
  }
  spans.push({ from: start, to, offset });
  return spans;
}

/** The first second after `low` whose offset is another one; that of `high` is. */
function findChange(
  low: number,
  high: number,
  offset: number,
  offsetAt: (second: EpochSecond) => number,
): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}
