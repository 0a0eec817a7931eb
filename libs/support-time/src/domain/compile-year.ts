import type { Window } from './calendar.js';
import type { CalendarRules, DayWindow } from './calendar-rules.js';
import { dayNumber } from './local-day.js';
import { secondOfWall } from './local-time.js';
import type { ZoneOffsets } from './zone-offsets.js';

const DAY = 86_400;

/**
 * The open stretches of one local calendar year in real time, as from, to, from, to, ...: in order, none empty,
 * none touching the next, holidays taken out.
 *
 * A window's edge in a skipped or repeated hour is read as `secondOfLocal` does, adjacent windows being one; a window
 * never reaches beyond its own local day, so that a day skipped whole has none.
 */
export function compileYear(rules: CalendarRules, year: number): number[] {
  const open: number[] = [];
  const end = dayNumber(year + 1, 1, 1);
  for (let day = dayNumber(year, 1, 1); day < end; day += 1) {
    if (rules.closedDays.has(day)) continue;
    // 1970-01-01 was a Thursday, and a week has seven days.
    const windows = rules.week[(day + 3) % 7] as readonly DayWindow[];
    const span = rules.offsets.spanAt(day * DAY);
    // Whatever the offset, the local day lies within that day in UTC and the days on either side of it.
    const isPlain = (day - 1) * DAY >= span.from && (day + 2) * DAY <= span.to;
    if (isPlain) addPlainDay(open, windows, day * DAY - span.offset);
    else addDayOfChange(open, windows, day, rules.offsets);
  }
  return without(open, rules.closedStretches);
}

function addPlainDay(open: number[], windows: readonly DayWindow[], midnight: number): void {
  for (const { from, to } of windows) add(open, midnight + from, midnight + to);
}

function addDayOfChange(open: number[], windows: readonly DayWindow[], day: number, zone: ZoneOffsets): void {
  const nextMidnight = secondOfWall(zone, (day + 1) * DAY);
  const resolved = windows.map(({ from, to }) => ({
    from: secondOfWall(zone, day * DAY + from),
    to: Math.min(nextMidnight, secondOfWall(zone, day * DAY + to)),
  }));
  // Edges moved out of a gap may have overtaken those behind it.
  resolved.sort((a, b) => a.from - b.from);
  for (const { from, to } of resolved) add(open, from, to);
}

/** Appends a stretch that starts no earlier than the last one, joined to it where they touch or overlap. */
function add(open: number[], from: number, to: number): void {
  if (from >= to) return;
  const lastTo = open.at(-1);
  if (lastTo === undefined || from > lastTo) open.push(from, to);
  else if (to > lastTo) open[open.length - 1] = to;
}

/** What is left of the stretches when the closed ones are cut out. */
function without(open: number[], closed: readonly Window[]): number[] {
  return closed.reduce<number[]>((left, hole) => (touches(left, hole) ? cut(left, hole) : left), open);
}

function touches(open: readonly number[], hole: Window): boolean {
  const [first = Infinity, last = -Infinity] = [open[0], open.at(-1)];
  return hole.from < last && hole.to > first;
}

function cut(open: readonly number[], hole: Window): number[] {
  const left: number[] = [];
  let from = 0;
  open.forEach((edge, at) => {
    if (at % 2 === 0) {
      from = edge;
    } else {
      add(left, from, Math.min(edge, hole.from));
      add(left, Math.max(from, hole.to), edge);
    }
  });
  return left;
}
