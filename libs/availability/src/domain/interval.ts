import type { Window } from '@app/support-time';

/** Real time `[from, to)`; the same shape as a window, about downtime instead of support hours. */
export type Interval = Window;

/** The union of intervals: sorted, apart from each other by more than `gapSeconds`. Empty ones vanish. */
export function union(intervals: readonly Interval[], gapSeconds = 0): Interval[] {
  const merged: Interval[] = [];
  for (const next of [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && next.from <= last.to + gapSeconds) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

/** What is left of an interval without others. */
export function without(interval: Interval, others: readonly Interval[]): Interval[] {
  let left = [interval];
  for (const other of others) {
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, other.from) },
        { from: Math.max(from, other.to), to },
      ].filter((part) => part.from < part.to),
    );
  }
  return left;
}

/** The part of an interval that lies in a window; undefined where none does. */
export function cut({ from, to }: Interval, window: Interval): Interval | undefined {
  const part = { from: Math.max(from, window.from), to: Math.min(to, window.to) };
  return part.from < part.to ? part : undefined;
}
