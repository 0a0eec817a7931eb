import { compareInstants } from '@app/support-time';
import type { TimedFact } from './fact.js';

type Dated = Pick<TimedFact, 'occurredAt' | 'fraction' | 'sequence'>;

/** Negative where `a` is dated before `b`, in full precision; 0 at one instant, whatever their `sequence`. */
export function compareDates(a: Dated, b: Dated): number {
  return compareInstants(
    { second: a.occurredAt, fraction: a.fraction },
    { second: b.occurredAt, fraction: b.fraction },
  );
}

/**
 * Facts in the order in which they are applied (MEASURING 1): by instant in full precision, then by `sequence`, then
 * by order of recording, which is the order they are given in.
 */
export function inOrder<F extends Dated>(recorded: readonly F[]): readonly F[] {
  // Most are recorded as they happen. The sort is stable, which keeps the order of recording for what is equal.
  return isInOrder(recorded) ? recorded : recorded.toSorted(byDate);
}

const byDate = (a: Dated, b: Dated): number => compareDates(a, b) || a.sequence - b.sequence;

function isInOrder(recorded: readonly Dated[]): boolean {
  let last = recorded[0];
  for (const fact of recorded) {
    if (last !== undefined && byDate(last, fact) > 0) return false;
    last = fact;
  }
  return true;
}
