import type { CalendarTerms, Used, Weekday } from '../src/domain/calendar.js';

/**
 * What the library must answer, worked out another way and shared with none of its code: every minute of a stretch is
 * looked up on the wall clock through Intl, and open seconds are counted one minute after another. Zones whose offset is of
 * whole minutes only, and up to a few weeks at a time.
 */
export class MinuteWalk {
  /** Wall clock of each minute, as minutes since 1970-01-01T00:00 local. */
  private readonly walls: number[] = [];
  private readonly open: boolean[];

  /** @param from, to whole days in UTC, as epoch seconds */
  constructor(
    private readonly terms: CalendarTerms,
    private readonly from: number,
    to: number,
  ) {
    for (let day = from; day < to; day += 86_400) this.walls.push(...wallsOfDay(terms.timeZone, day));
    this.open = this.walls.map(() => false);
    const days = [...new Set(this.walls.map((wall) => Math.floor(wall / 1440)))];
    for (const day of days) {
      for (const [start, end] of terms.hours[weekdayOf(day)] ?? []) {
        const [dayStart, dayEnd] = [this.firstMinuteFrom(day * 1440), this.firstMinuteFrom((day + 1) * 1440)];
        const first = Math.max(dayStart, this.minuteShowing(day * 1440 + minuteOf(start)));
        const last = Math.min(dayEnd, this.minuteShowing(day * 1440 + minuteOf(end)));
        for (let minute = first; minute < last; minute += 1) this.open[minute] = true;
      }
    }
    for (const holiday of terms.holidays) {
      const [first, last] =
        typeof holiday === 'string'
          ? [Date.parse(`${holiday}T00:00Z`), Date.parse(`${holiday}T24:00Z`)].map((ms) =>
              this.firstMinuteFrom(ms / 60_000),
            )
          : [holiday.from, holiday.to].map((time) => this.minuteShowing(Date.parse(`${time}Z`) / 60_000));
      for (let minute = first!; minute < last!; minute += 1) this.open[minute] = false;
    }
  }

  isOpen(at: number): boolean {
    return this.open[Math.floor((at - this.from) / 60)]!;
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
      if (at >= this.end) return undefined;
      if (this.isOpen(at)) left -= 1;
    }
    const firstAt = at;
    while (at < this.end && !this.isOpen(at)) at += 1;
    return at < this.end ? { firstAt, lastAt: at } : undefined;
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

  /** All stretches that are open in `[from, to)`. */
  windows(from: number, to: number): { from: number; to: number }[] {
    const found: { from: number; to: number }[] = [];
    for (let at = from; at < to; at += 1) {
      if (!this.isOpen(at)) continue;
      const last = found.at(-1);
      if (last?.to === at) last.to = at + 1;
      else found.push({ from: at, to: at + 1 });
    }
    return found;
  }

  private get end(): number {
    return this.from + this.open.length * 60;
  }

  private firstMinuteFrom(wall: number): number {
    const minute = this.walls.findIndex((shown) => shown >= wall);
    return minute < 0 ? this.walls.length : minute;
  }

  /** The first minute that shows `wall`; where it is skipped, as far behind the last one before the gap as `wall` is. */
  private minuteShowing(wall: number): number {
    const minute = this.walls.indexOf(wall);
    if (minute >= 0) return minute;
    const gap = this.walls.findIndex((shown, at) => shown < wall && this.walls[at + 1]! > wall);
    if (gap >= 0) return gap + wall - this.walls[gap]!;
    return wall < this.walls[0]! ? 0 : this.walls.length;
  }
}

function weekdayOf(day: number): Weekday {
  return (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[
    new Date(day * 86_400_000).getUTCDay()
  ]!;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

const known = new Map<string, number[]>();

function wallsOfDay(zone: string, day: number): number[] {
  const key = `${zone} ${day}`;
  let walls = known.get(key);
  if (!walls) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    walls = Array.from({ length: 1440 }, (_, minute) => {
      const text = format.format((day + minute * 60) * 1000); // 2026-03-29 02:30
      return Date.parse(`${text.replace(' ', 'T')}Z`) / 60_000;
    });
    known.set(key, walls);
  }
  return walls;
}
