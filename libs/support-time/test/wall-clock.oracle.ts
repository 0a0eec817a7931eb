/** What a clock on the wall in a zone shows in each minute of some days, as Intl says, one minute after another. */
export class WallClock {
  /** Minutes since 1970-01-01T00:00 as shown, of each minute from `from` on. */
  readonly walls: readonly number[];
  /** The days shown, since 1970-01-01. */
  readonly days: ReadonlySet<number>;
  private readonly first = new Map<number, number>();

  /** @param from, to whole days in UTC, as epoch seconds */
  constructor(
    zone: string,
    readonly from: number,
    readonly to: number,
  ) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    this.walls = Array.from({ length: (to - from) / 60 }, (_, minute) => {
      const shown = format.format((from + minute * 60) * 1000); // 2026-03-29 02:30
      return Date.parse(`${shown.replace(' ', 'T')}Z`) / 60_000;
    });
    this.days = new Set(this.walls.map((wall) => Math.floor(wall / 1440)));
    this.walls.forEach((wall, minute) => {
      if (!this.first.has(wall)) this.first.set(wall, minute);
    });
  }

  /** The first minute that shows `wall` or later. */
  firstMinuteFrom(wall: number): number {
    const exact = this.first.get(wall);
    if (exact !== undefined) return exact;
    const minute = this.walls.findIndex((shown) => shown >= wall);
    return minute < 0 ? this.walls.length : minute;
  }

  /** The first minute that shows `wall`; where it is skipped, as far behind the last one before the gap as `wall` is. */
  minuteShowing(wall: number): number {
    const minute = this.first.get(wall);
    if (minute !== undefined) return minute;
    const after = this.walls.findIndex((shown, at) => at > 0 && shown > wall && this.wallOf(at - 1) < wall);
    if (after > 0) return after - 1 + wall - this.wallOf(after - 1);
    return wall < this.wallOf(0) ? 0 : this.walls.length;
  }

  private wallOf(minute: number): number {
    return this.walls[minute] as number;
  }
}
