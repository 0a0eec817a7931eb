import type { EpochSecond, SupportCalendar } from '@app/support-time';
import { isPaused, nextEdge, type Pause } from './pauses.js';

/** When an allowance is used up: first instant that reaches it, last instant that is still within it (MEASURING 6). */
export interface Due {
  readonly dueAt: EpochSecond | null;
  readonly breachesAt: EpochSecond | null;
}

export const NOT_DUE: Due = { dueAt: null, breachesAt: null };

/** Due of a clock that runs on from `at` with `remaining` seconds to go, held by the pauses that are known to come. */
export function dueFrom(
  calendar: SupportCalendar,
  at: EpochSecond,
  remaining: number,
  pauses: readonly Pause[],
): Due {
  let dueAt: EpochSecond | null = null;
  let [from, left] = [at, remaining];
  for (;;) {
    const edge = nextEdge(pauses, from, Infinity);
    if (!isPaused(pauses, from)) {
      const used = calendar.after(from, left);
      const capacity = edge === Infinity ? Infinity : calendar.between(from, edge);
      if (capacity >= left) dueAt ??= used?.firstAt ?? null;
      if (capacity > left) return { dueAt, breachesAt: used?.lastAt ?? null };
      left -= capacity;
    }
    if (edge === Infinity) return { dueAt, breachesAt: null };
    from = edge;
  }
}
