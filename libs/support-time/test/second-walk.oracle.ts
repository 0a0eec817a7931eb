import {
  WEEKDAYS,
  type CalendarTerms,
  type Holiday,
  type LocalWindow,
  type Used,
} from '../src/domain/calendar.js';

const DAY = 86_400;
const QUARTER = 900;

/**
 * Support time counted one second after another, for any zone and any year: a second is open or it is not, whatever
 * offset the clock then has. Shares no code with the library; for some days at a time.
 */
export class SecondWalk {
  /** What the wall clock shows in each second from `from` on, as seconds since 1970-01-01T00:00 as shown. */
  private readonly walls: Float64Array;
  private readonly open: Uint8Array;
  /** The first second that shows each whole minute. */
  private readonly first = new Map<number, number>();
  /** Seconds before which the clock skipped some. */
  private readonly gaps: number[] = [];

  constructor(
    terms: CalendarTerms,
    readonly from: number,
    readonly to: number,
  ) {
    this.walls = wallsOf(terms.timeZone, from, to);
    this.open = new Uint8Array(to - from);
    const days = new Set<number>();
    for (let at = 0; at < this.walls.length; at += 1) {
      const wall = this.walls[at]!;
      if (wall % 60 === 0 && !this.first.has(wall)) {
        this.first.set(wall, at);
        days.add(Math.floor(wall / DAY));
      }
      if (at > 0 && wall > this.walls[at - 1]! + 1) this.gaps.push(at);
    }
    for (const day of days) {
      const [dayStart, dayEnd] = [this.firstFrom(day * DAY), this.firstFrom((day + 1) * DAY)];
      // 1970-01-01 was a Thursday.
      for (const [start, end] of joined(terms.hours[WEEKDAYS[(day + 3) % 7]!] ?? [])) {
        const [first, last] = [start, end].map((time) => this.showing(day * DAY + secondsOf(time)));
        this.open.fill(1, Math.max(dayStart, first!), Math.max(dayStart, Math.min(dayEnd, last!)));
      }
    }
    for (const holiday of terms.holidays) {
      const [first, last] = this.boundsOf(holiday);
      if (first < last) this.open.fill(0, first, last);
    }
  }

  isOpen(at: number): boolean {
    return this.open[at - this.from] === 1;
  }

  between(from: number, to: number): number {
    let seconds = 0;
    for (let at = from; at < to; at += 1) if (this.isOpen(at)) seconds += 1;
    return seconds;
  }

  /** Undefined where the walk ends before the answer is known. */
  after(from: number, seconds: number): Used | undefined {
    let at = from;
    for (let left = seconds; left > 0; at += 1) {
      if (at >= this.to) return undefined;
      if (this.isOpen(at)) left -= 1;
    }
    const firstAt = at;
    while (at < this.to && !this.isOpen(at)) at += 1;
    return at < this.to ? { firstAt, lastAt: at } : undefined;
  }

  before(from: number, seconds: number): Used | undefined {
    let at = from;
    for (let left = seconds; left > 0; at -= 1) {
      if (at <= this.from) return undefined;
      if (this.isOpen(at - 1)) left -= 1;
    }
    const firstAt = at;
    while (at > this.from && !this.isOpen(at - 1)) at -= 1;
    return at > this.from ? { firstAt, lastAt: at } : undefined;
  }

  private boundsOf(holiday: Holiday): [first: number, last: number] {
    if (typeof holiday === 'string') {
      const day = Date.parse(holiday) / 1000;
      return [this.firstFrom(day), this.firstFrom(day + DAY)];
    }
    const { from, to } = holiday;
    return [this.showing(Date.parse(`${from}Z`) / 1000), this.showing(Date.parse(`${to}Z`) / 1000)];
  }

  /** The first second that shows `wall` or later. */
  private firstFrom(wall: number): number {
    return this.first.get(wall) ?? this.gapOver(wall) ?? (wall < this.walls[0]! ? 0 : this.walls.length);
  }

  /** The first second that shows `wall`; where it is skipped, as far behind the last one before the gap as `wall` is. */
  private showing(wall: number): number {
    const gap = this.first.has(wall) ? undefined : this.gapOver(wall);
    return gap === undefined ? this.firstFrom(wall) : gap - 1 + wall - this.walls[gap - 1]!;
  }

  /** The second before which the clock skipped `wall`. */
  private gapOver(wall: number): number | undefined {
    return this.gaps.find((at) => this.walls[at - 1]! < wall && this.walls[at]! > wall);
  }
}

/** Adjacent windows are one: a day's hours mean the same however they are divided. */
function joined(windows: readonly LocalWindow[]): LocalWindow[] {
  const found: [string, string][] = [];
  for (const [from, to] of [...windows].sort()) {
    const last = found.at(-1);
    if (last?.[1] === from) last[1] = to;
    else found.push([from, to]);
  }
  return found;
}

/** What Intl says in each second; asked once a quarter of an hour where the clock does not move within it. */
function wallsOf(timeZone: string, from: number, to: number): Float64Array {
  const shown = wallClock(timeZone);
  const walls = new Float64Array(to - from);
  for (let start = from; start < to; start += QUARTER) {
    const end = Math.min(to, start + QUARTER);
    const [first, last] = [shown(start), shown(end)];
    const isSteady = last - first === end - start;
    for (let at = start; at < end; at += 1) walls[at - from] = isSteady ? first + at - start : shown(at);
  }
  return walls;
}

/** The wall clock of a zone as if it were UTC, by second. */
export function wallClock(timeZone: string): (second: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  // 2026-03-29 02:30:00
  return (second) => Date.parse(`${format.format(second * 1000).replace(' ', 'T')}Z`) / 1000;
}

const secondsOf = (time: string): number => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3)) * 60;
