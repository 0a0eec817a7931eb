import type { CalendarTerms, Holiday, LocalWindow, Used, Weekday } from '../src/domain/calendar.js';
import type { WallClock } from './wall-clock.oracle.js';

/**
 * What the library must answer, worked out another way and shared with none of its code: every minute is looked up on
 * the wall clock, and what is open is counted from minute to minute, from second to second at the ends. For zones whose
 * offset is of whole minutes, and some weeks at a time.
 */
export class MinuteWalk {
  private readonly open: Uint8Array;

  constructor(
    terms: CalendarTerms,
    private readonly clock: WallClock,
  ) {
    this.open = new Uint8Array(clock.walls.length);
    for (const day of clock.days) {
      const [dayStart, dayEnd] = [clock.firstMinuteFrom(day * 1440), clock.firstMinuteFrom((day + 1) * 1440)];
      for (const [start, end] of joined(terms.hours[weekdayOf(day)] ?? [])) {
        const first = clock.minuteShowing(day * 1440 + minuteOf(start));
        const last = clock.minuteShowing(day * 1440 + minuteOf(end));
        this.open.fill(1, Math.max(dayStart, first), Math.max(dayStart, Math.min(dayEnd, last)));
      }
    }
    for (const holiday of terms.holidays) {
      const [first, last] = this.minutesOf(holiday);
      if (first < last) this.open.fill(0, first, last);
    }
  }

  private minutesOf(holiday: Holiday): [first: number, last: number] {
    if (typeof holiday === 'string') {
      const day = Date.parse(holiday) / 60_000;
      return [this.clock.firstMinuteFrom(day), this.clock.firstMinuteFrom(day + 1440)];
    }
    const { from, to } = holiday;
    return [
      this.clock.minuteShowing(Date.parse(`${from}Z`) / 60_000),
      this.clock.minuteShowing(Date.parse(`${to}Z`) / 60_000),
    ];
  }

  isOpen(at: number): boolean {
    return this.open[Math.floor((at - this.clock.from) / 60)] === 1;
  }

  between(from: number, to: number): number {
    return this.windows(from, to).reduce((sum, window) => sum + window.to - window.from, 0);
  }

  /** All stretches that are open in `[from, to)`. */
  windows(from: number, to: number): { from: number; to: number }[] {
    const found: { from: number; to: number }[] = [];
    let step: number;
    for (let at = from; at < to; at += step) {
      step = at % 60 === 0 && to - at >= 60 ? 60 : 1;
      if (!this.isOpen(at)) continue;
      const last = found.at(-1);
      if (last?.to === at) last.to = at + step;
      else found.push({ from: at, to: at + step });
    }
    return found;
  }

  /** Undefined where the clock ends before the answer is known. */
  after(from: number, seconds: number): Used | undefined {
    let at = from;
    for (let left = seconds; left > 0;) {
      if (at >= this.clock.to) return undefined;
      const isOpen = this.isOpen(at);
      const step = at % 60 === 0 && (left >= 60 || !isOpen) ? 60 : 1;
      if (isOpen) left -= step;
      at += step;
    }
    const firstAt = at;
    while (at < this.clock.to && !this.isOpen(at)) at += at % 60 === 0 ? 60 : 1;
    return at < this.clock.to ? { firstAt, lastAt: at } : undefined;
  }

  before(from: number, seconds: number): Used | undefined {
    let at = from;
    for (let left = seconds; left > 0;) {
      if (at <= this.clock.from) return undefined;
      const isOpen = this.isOpen(at - 1);
      const step = at % 60 === 0 && (left >= 60 || !isOpen) ? 60 : 1;
      if (isOpen) left -= step;
      at -= step;
    }
    const firstAt = at;
    while (at > this.clock.from && !this.isOpen(at - 1)) at -= at % 60 === 0 ? 60 : 1;
    return at > this.clock.from ? { firstAt, lastAt: at } : undefined;
  }
}

/** Adjacent windows are one: a day's hours mean the same however they are divided. */
function joined(windows: readonly LocalWindow[]): LocalWindow[] {
  const next = new Map(windows);
  const starts = windows.map(([from]) => from).filter((from) => !windows.some(([, to]) => to === from));
  return starts.map((from) => {
    let to = from;
    for (let end = next.get(from); end !== undefined; end = next.get(end)) to = end;
    return [from, to];
  });
}

function weekdayOf(day: number): Weekday {
  return (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[
    new Date(day * 86_400_000).getUTCDay()
  ] as Weekday;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
