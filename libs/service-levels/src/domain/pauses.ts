import type { Metric } from '@app/agreements/domain';
import type { Exclusion } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { OpenWait } from './steps.js';

/** An accepted exclusion with an interval, as a pause of a net clock (MEASURING 8). */
export interface Pause {
  readonly from: EpochSecond;
  /** Infinity where the exclusion names no end. */
  readonly to: EpochSecond;
  readonly cause: string;
  readonly factId: string;
}

/** How accepted exclusions touch one metric: not at all, out of the net figures altogether, or as pauses. */
export type Exclusions =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'pauses'; readonly pauses: readonly Pause[] };

/** What the accepted exclusions of a ticket mean for one metric; a missing `from` is R, a missing `to` without end. */
export function exclusionsFor(
  metric: Metric,
  exclusions: readonly Exclusion[],
  startsAt: EpochSecond,
): Exclusions {
  const accepted = exclusions.filter(
    ({ state, metrics }) => state === 'accepted' && (metrics === null || metrics.includes(metric)),
  );
  if (accepted.length === 0) return { kind: 'none' };
  if (accepted.some(({ from, to }) => from === null && to === null)) return { kind: 'whole' };
  return {
    kind: 'pauses',
    pauses: accepted.map(({ from, to, cause, proposedBy }) => ({
      from: from ?? startsAt,
      to: to ?? Infinity,
      cause,
      factId: proposedBy,
    })),
  };
}

/** What holds a clock on a stretch without edges inside: reasons sorted, and the fact that began it; null: it runs. */
export interface Hold {
  readonly reasons: readonly string[];
  readonly factId: string;
}

/** Holds of one clock: open waits whose reason is in its `pausedBy`, and pauses, whatever `pausedBy` says. */
export function holdOf(
  waits: readonly OpenWait[],
  pausedBy: readonly string[],
  pauses: readonly Pause[],
  at: EpochSecond,
): Hold | null {
  if (waits.length === 0 && pauses.length === 0) return null;
  const holding = [
    ...waits.filter((wait) => pausedBy.includes(wait.reason)),
    ...pauses.filter((pause) => holds(pause, at)).map(({ cause, factId }) => ({ reason: cause, factId })),
  ];
  const first = holding[0];
  if (first === undefined) return null;
  return { reasons: [...new Set(holding.map(({ reason }) => reason))].sort(), factId: first.factId };
}

/** Is a clock without waits held by one of these pauses? */
export const isPaused = (pauses: readonly Pause[], at: EpochSecond): boolean =>
  pauses.some((pause) => holds(pause, at));

const holds = ({ from, to }: Pause, at: EpochSecond): boolean => from <= at && at < to;

/** The first edge of a pause after `at` and before `until`; `until` where there is none. */
export function nextEdge(pauses: readonly Pause[], at: EpochSecond, until: EpochSecond): EpochSecond {
  let next = until;
  for (const { from, to } of pauses) {
    if (from > at) next = Math.min(next, from);
    if (to > at) next = Math.min(next, to);
  }
  return next;
}
