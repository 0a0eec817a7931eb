import {
  availabilityRows,
  countedOutages,
  reliabilityRows,
  restorationRows,
  withExclusions,
  type Outage,
} from '@app/availability/domain';
import type { Exclusion } from '@app/facts';
import type { MonthFrame } from './month-frame.js';
import type { MonthOfOutages } from './month-of-outages.js';

/** A net figure of the service without an exclusion and with it; listed where the two differ. */
export interface OutageExclusionChange {
  readonly figure: 'support-hours' | 'outside-support-hours' | 'interruptions' | 'restoration';
  readonly without: FigureSummary;
  readonly with: FigureSummary;
}

interface FigureSummary {
  /** Seconds of downtime, number of interruptions, support seconds to restore the outage. */
  readonly value: number;
  readonly verdict: string;
}

/** What one exclusion of an outage changes of the month's net figures, or would change were it accepted. */
export function outageExclusionChanges(
  frame: MonthFrame,
  { known }: MonthOfOutages,
  outage: Outage,
  { exclusionId }: Exclusion,
): OutageExclusionChange[] {
  const netUnder = (state: 'accepted' | 'rejected') => {
    const decided = outage.exclusions.map((each) =>
      each.exclusionId === exclusionId ? { ...each, state } : each,
    );
    const others = known.map((each) => (each === outage ? withExclusions(outage, decided) : each));
    return netFigures(frame, countedOutages(others, frame.version), outage.outageId);
  };
  const accepted = netUnder('accepted');
  return [...netUnder('rejected')].flatMap(([figure, without]) => {
    const other = accepted.get(figure);
    if (other === undefined || other.value === without.value) return [];
    return [{ figure, without, with: other }];
  });
}

/** The net figures of the month that the outage is part of. */
function netFigures(
  { version, bounds }: MonthFrame,
  counted: readonly Outage[],
  outageId: string,
): Map<OutageExclusionChange['figure'], FigureSummary> {
  const isNet = ({ basis }: { basis: string }) => basis === 'net';
  const figures = new Map<OutageExclusionChange['figure'], FigureSummary>();
  for (const { window, downtimeSeconds, verdict } of availabilityRows(counted, version, bounds).filter(isNet))
    figures.set(window, { value: downtimeSeconds, verdict });
  for (const { interruptions, verdict } of reliabilityRows(counted, version, bounds).filter(isNet))
    figures.set('interruptions', { value: interruptions, verdict });
  const own = counted.filter((outage) => outage.outageId === outageId);
  for (const { seconds, verdict } of restorationRows(own, version, bounds).filter(isNet))
    figures.set('restoration', { value: seconds, verdict });
  return figures;
}
