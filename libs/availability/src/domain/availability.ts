import {
  reachesPercent,
  shownPercent,
  type AvailabilityWindow,
  type CompiledVersion,
} from '@app/agreements/domain';
import type { EpochSecond, Window } from '@app/support-time';
import { cut, union, type Interval } from './interval.js';
import type { Outage } from './outage.js';

export type Basis = 'gross' | 'net';
export type Verdict = 'met' | 'breached' | 'no-measurement';

/** How available the service was over a stretch of real time, cut by a window. */
interface Share {
  readonly windowSeconds: number;
  readonly downtimeSeconds: number;
  readonly percent: number | null;
  readonly verdict: Verdict;
}

/** Availability inside or outside support hours over a whole calendar month, in real seconds (TERMS 5). */
export interface AvailabilityRow extends Share {
  readonly window: AvailabilityWindow;
  readonly basis: Basis;
  readonly targetPercent: number;
  readonly clause: string;
  /** Of a running month: its part up to the instant asked for. */
  readonly soFar?: Share;
  /** Of a running month: all of it, if no more is said of any outage; one that is open goes on to its end. */
  readonly ifNothingMoreHappens?: Share;
}

export interface ReliabilityRow {
  readonly basis: Basis;
  readonly interruptions: number;
  readonly maximum: number;
  readonly verdict: 'met' | 'breached';
  readonly clause: string;
}

/** How long one outage took to restore, in support seconds. */
export interface RestorationRow {
  readonly outageId: string;
  readonly basis: Basis;
  readonly seconds: number;
  readonly targetSeconds: number;
  readonly verdict: 'met' | 'breached' | 'running';
}

const BASES: readonly Basis[] = ['gross', 'net'];

/** The outages that count under a version: planned ones unless it excludes planned maintenance. */
export const countedOutages = (outages: readonly Outage[], version: CompiledVersion): Outage[] =>
  outages.filter(({ planned }) => !planned || version.terms.availability.plannedMaintenance === 'counts');

/** A month that has not ended: how far it is, and the outages that count were nothing more to happen. */
export interface RunningMonth {
  readonly at: EpochSecond;
  readonly ahead: readonly Outage[];
}

/**
 * One row for each window with an objective, gross and net. `outages` are those that count.
 *
 * @param running given for a month that has not ended
 */
export function availabilityRows(
  outages: readonly Outage[],
  version: CompiledVersion,
  month: Window,
  running?: RunningMonth,
): AvailabilityRow[] {
  return version.terms.availability.objectives.flatMap(({ window, percent, clause }) =>
    BASES.map((basis) => {
      const seconds = secondsIn(window, version);
      const over = (stretch: Window, down: readonly Outage[]): Share => {
        const windowSeconds = seconds(stretch);
        const downtimeSeconds = union(down.flatMap((outage) => outage[basis]))
          .flatMap((part) => cut(part, stretch) ?? [])
          .reduce((sum, part) => sum + seconds(part), 0);
        return { windowSeconds, downtimeSeconds, ...judged(windowSeconds, downtimeSeconds, percent) };
      };
      return {
        window,
        basis,
        ...over(month, outages),
        targetPercent: percent,
        clause,
        ...(running && {
          soFar: over({ from: month.from, to: Math.max(month.from, running.at) }, outages),
          ifNothingMoreHappens: over(month, running.ahead),
        }),
      };
    }),
  );
}

/** Real seconds of a stretch in which the service was down by these outages, on the gross basis, round the clock. */
export const downtimeSeconds = (outages: readonly Outage[], stretch: Interval): number =>
  union(outages.flatMap(({ gross }) => gross))
    .flatMap((part) => cut(part, stretch) ?? [])
    .reduce((sum, { from, to }) => sum + to - from, 0);

function judged(
  windowSeconds: number,
  downtimeSeconds: number,
  target: number,
): Pick<Share, 'percent' | 'verdict'> {
  const up = windowSeconds - downtimeSeconds;
  const percent = shownPercent(up, windowSeconds);
  if (percent === null) return { percent, verdict: 'no-measurement' };
  return { percent, verdict: reachesPercent(up, windowSeconds, target) ? 'met' : 'breached' };
}

function secondsIn(
  window: AvailabilityWindow,
  { calendar }: CompiledVersion,
): (interval: Interval) => number {
  const inside = ({ from, to }: Interval) => calendar.between(from, to);
  return window === 'support-hours' ? inside : (interval) => interval.to - interval.from - inside(interval);
}

/** Interruptions that start in the month: outages that touch, overlap or lie within the agreed gap are one. */
export function reliabilityRows(
  outages: readonly Outage[],
  version: CompiledVersion,
  month: Window,
): ReliabilityRow[] {
  const { maximum, clause, mergeGapSeconds } = version.terms.availability.interruptions;
  const started = union(
    outages.flatMap(({ gross }) => gross),
    mergeGapSeconds,
  ).filter(({ from }) => from >= month.from && from < month.to);
  const left = union(outages.flatMap(({ net }) => net));
  const withDowntime = started.filter((interruption) => left.some((part) => cut(part, interruption)));
  return BASES.map((basis) => {
    const interruptions = (basis === 'gross' ? started : withDowntime).length;
    return { basis, interruptions, maximum, verdict: interruptions <= maximum ? 'met' : 'breached', clause };
  });
}

/** How each outage that starts in the month was restored; an open one runs until it is over its objective. */
export function restorationRows(
  outages: readonly Outage[],
  version: CompiledVersion,
  month: Window,
): RestorationRow[] {
  const targetSeconds = version.terms.availability.restoreWithinSeconds;
  return outages
    .filter(({ gross, startedAt }) => gross.length > 0 && startedAt >= month.from && startedAt < month.to)
    .flatMap((outage) =>
      BASES.map((basis) => {
        const seconds = outage[basis].reduce(
          (sum, { from, to }) => sum + version.calendar.between(from, to),
          0,
        );
        const late = seconds > targetSeconds;
        const verdict = late ? 'breached' : outage.endedAt === null ? 'running' : 'met';
        return { outageId: outage.outageId, basis, seconds, targetSeconds, verdict };
      }),
    );
}
