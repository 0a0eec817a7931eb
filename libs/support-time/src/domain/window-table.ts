import type { Window } from './calendar.js';
import type { EpochSecond } from './instant.js';

const DAY = 86_400;

/** Instants are held as seconds since 1969-12-30, so that all of 1970-2100 in any zone fits 32 unsigned bits. */
const ORIGIN = -2 * DAY;

/**
 * The open stretches of some whole years, laid out so that a question costs the same whatever lies between its ends:
 * how much was open before a stretch is added up beforehand, and each day in UTC knows the stretch that started last
 * when it begins. Eight bytes a stretch and four a day. Not changed once built.
 *
 * Stretch 0 is an empty one before all others, and one that is never reached closes the row.
 */
export class WindowTable {
  /** Start of each stretch. */
  private readonly starts: Uint32Array;
  /** Seconds open before each stretch; how long it is, is the next one's less its own. */
  private readonly before: Uint32Array;
  /** By day since `firstDay`: the last stretch that has started when the day begins. */
  private readonly latest: Uint32Array;
  private readonly firstDay: number;

  /**
   * @param edges from, to, from, to, ... in order within `[from, to]`; stretches that touch are joined
   */
  constructor(
    edges: readonly number[],
    readonly from: EpochSecond,
    readonly to: EpochSecond,
  ) {
    const joined = edges.filter((edge, at) => edge !== edges[at + (at % 2 === 0 ? -1 : 1)]);
    const size = joined.length / 2 + 2;
    this.starts = new Uint32Array(size).fill(0xffff_ffff, -1);
    this.before = new Uint32Array(size);
    joined.forEach((edge, at) => {
      const stretch = (at >> 1) + 1;
      if (at % 2 === 0) this.starts[stretch] = edge - ORIGIN;
      else this.before[stretch + 1] = this.beforeAt(stretch) + edge - ORIGIN - this.startAt(stretch);
    });
    this.firstDay = Math.floor((from - ORIGIN) / DAY);
    this.latest = new Uint32Array(Math.floor((to - ORIGIN) / DAY) - this.firstDay + 1);
    this.latest.forEach((_, day) => {
      let stretch = this.latest[day - 1] ?? 0;
      while (this.startAt(stretch + 1) <= (this.firstDay + day) * DAY) stretch += 1;
      this.latest[day] = stretch;
    });
  }

  /** Seconds open in the whole table. */
  get total(): number {
    return this.beforeAt(this.before.length - 1);
  }

  /** Seconds open from the table's start to `second`, which lies within it. */
  openedAt(second: EpochSecond): number {
    const stretch = this.stretchAt(second);
    const before = this.beforeAt(stretch);
    return Math.min(before + second - ORIGIN - this.startAt(stretch), this.beforeAt(stretch + 1));
  }

  /** The first instant by which `opened` seconds are over; more than 0 and no more than `total`. */
  firstInstantWith(opened: number): EpochSecond {
    const stretch = this.firstStretchReaching(opened);
    return ORIGIN + this.startAt(stretch) + opened - this.beforeAt(stretch);
  }

  /** The last instant by which no more than `opened` seconds are over; 0 or more, and less than `total`. */
  lastInstantWith(opened: number): EpochSecond {
    const stretch = this.firstStretchReaching(opened + 1);
    return ORIGIN + this.startAt(stretch) + opened - this.beforeAt(stretch);
  }

  /** The open stretches that touch `[from, to)`, cut at its ends; both lie within the table. */
  *windows(from: EpochSecond, to: EpochSecond): Generator<Window> {
    for (let stretch = this.stretchAt(from); stretch < this.starts.length - 1; stretch += 1) {
      const start = ORIGIN + this.startAt(stretch);
      if (start >= to) return;
      const window = {
        from: Math.max(from, start),
        to: Math.min(to, start + this.beforeAt(stretch + 1) - this.beforeAt(stretch)),
      };
      if (window.from < window.to) yield window;
    }
  }

  /** From, to, from, to, ... of all stretches: what a larger table is built from. */
  edges(): number[] {
    return Array.from(this.windows(this.from, this.to)).flatMap(({ from, to }) => [from, to]);
  }

  private stretchAt(second: EpochSecond): number {
    const at = second - ORIGIN;
    let stretch = this.latest[Math.floor(at / DAY) - this.firstDay] as number;
    while (this.startAt(stretch + 1) <= at) stretch += 1;
    return stretch;
  }

  /** The first stretch by whose end `opened` seconds are over; halving, since what is over only grows. */
  private firstStretchReaching(opened: number): number {
    let low = 1;
    let high = this.before.length - 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.beforeAt(middle + 1) >= opened) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // A stretch's number is always within both arrays, which is more than the compiler can know.
  private startAt(stretch: number): number {
    return this.starts[stretch] as number;
  }

  private beforeAt(stretch: number): number {
    return this.before[stretch] as number;
  }
}
