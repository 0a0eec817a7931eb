// @ts-check
import { DAY, dayNumber, fromWall } from './time.mjs';

const WEEKDAYS = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed']; // from 1970-01-01 on
const LAST_YEAR = 3000; // nobody asks for longer ahead

const yearOf = (second) => new Date(second * 1000).getUTCFullYear();
const secondsOf = (time) => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3)) * 60;

/** Support hours of an agreement version as a list of open windows in real time, with the seconds open before each. */
export class Calendar {
  #windows = [{ from: 0, to: 0, before: 0 }];
  #years = { from: Infinity, to: -Infinity };

  constructor({ timeZone, hours, holidays }) {
    this.zone = timeZone;
    this.hours = WEEKDAYS.map((weekday) => (hours[weekday] ?? []).map((window) => window.map(secondsOf)));
    this.closedDays = new Set(holidays.filter((holiday) => typeof holiday === 'string').map(dayNumber));
    const local = (text) => fromWall(timeZone, Date.parse(`${text}:00Z`) / 1000);
    const stretches = holidays.filter((holiday) => typeof holiday !== 'string');
    this.closed = stretches.map(({ from, to }) => ({ from: local(from), to: local(to) }));
  }

  /** Support seconds of `[from, to)`. */
  between(from, to) {
    if (to <= from) return 0;
    this.#reach(from, to);
    return this.#opened(to) - this.#opened(from);
  }

  /** When so many support seconds after an instant are used up: the first instant at which they are, and the last; null: never. */
  after(from, seconds) {
    for (let ahead = 1; yearOf(from) + ahead < LAST_YEAR && this.hours.flat().length > 0; ahead *= 2) {
      this.#reach(from, from + ahead * 365 * DAY);
      const used = this.#opened(from) + seconds;
      const [first, last] = [used - 1, used].map((count) =>
        this.#windows.find(({ before, to, from: start }) => count < before + to - start),
      );
      if (!first || !last) continue;
      const at = (window) => window.from + used - window.before;
      return { first: seconds === 0 ? from : at(first), last: Math.max(from, at(last)) };
    }
    return null;
  }

  /** Open seconds before an instant, from the first window known on. */
  #opened(at) {
    const window = this.#windows.findLast(({ from }) => from <= at);
    return window ? window.before + Math.min(at, window.to) - window.from : 0;
  }

  #reach(from, to) {
    const [first, last, known] = [yearOf(from) - 1, yearOf(to) + 1, this.#years];
    if (known.from <= first && last <= known.to) return;
    this.#years = { from: Math.min(first, known.from), to: Math.max(last, known.to) };
    const open = [];
    const end = dayNumber(`${this.#years.to + 1}-01-01`);
    for (let day = dayNumber(`${this.#years.from}-01-01`); day < end; day++) open.push(...this.#windowsOf(day));
    let before = 0;
    this.#windows = union(open).map(({ from: start, to: end }) => ({
      from: start,
      to: end,
      before: (before += end - start) - end + start,
    }));
  }

  /** A window's edge may lie in an hour that is skipped or shown twice; it never reaches beyond its day. */
  #windowsOf(day) {
    const hours = this.hours[((day % 7) + 7) % 7];
    if (hours.length === 0 || this.closedDays.has(day)) return [];
    const wall = (second) => fromWall(this.zone, day * DAY + second);
    const [midnight, next] = [wall(0), wall(DAY)];
    const open = hours.map(([from, to]) => ({ from: Math.max(midnight, wall(from)), to: Math.min(next, wall(to)) }));
    return open.flatMap((window) => without(window, this.closed));
  }
}

/** Intervals `[from, to)` as few as can be, in order; what lies no further apart than the gap is one. */
export function union(intervals, gap = 0) {
  const merged = [];
  for (const { from, to } of intervals.filter((each) => each.from < each.to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to + gap) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** What is left of an interval without others. */
export const without = (interval, holes) =>
  holes.reduce(
    (left, hole) =>
      left.flatMap((part) => [...cut(part, { from: -Infinity, to: hole.from }), ...cut(part, { from: hole.to, to: Infinity })]),
    cut(interval, interval),
  );

/** The part of an interval that lies in another one, if any. */
export function cut(a, b) {
  const part = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return part.from < part.to ? [part] : [];
}
