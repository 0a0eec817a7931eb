import { shownPercent } from '@app/agreements/domain';
import { downtimeSeconds, publishedFigures, type ServiceFact } from '@app/availability/domain';
import { formatSecond } from '@app/support-time';
import type { MonthFrame } from './month-frame.js';
import type { MonthOfOutages } from './month-of-outages.js';

/** One capture as the evaluation shows it; of a frozen month `source` and `by` are null where their fact is not at hand. */
export interface PublishedRow {
  readonly factId: string;
  readonly component: string;
  readonly percentage: string;
  readonly source: string | null;
  readonly capturedAt: string;
  readonly by: string | null;
  /** The capture that counts in its place. */
  readonly supersededBy: string | null;
}

/**
 * What the vendor of the service published about the month, capture by capture: each as it was published, and nothing
 * computed over it (TERMS 5, clause 2.5). Beside it stands what the recorded outages say, where there are both.
 */
export function publishedSection(frame: MonthFrame, facts: readonly ServiceFact[], outages: MonthOfOutages) {
  const figures = publishedFigures(facts, frame.at)
    .filter(({ fact }) => fact.data.month === frame.month)
    .map(({ fact: { id, data, occurredAt, by }, supersededBy }): PublishedRow => ({
      factId: id,
      component: data.component,
      percentage: data.percentage,
      source: data.source,
      capturedAt: formatSecond(occurredAt),
      by: by ?? null,
      supersededBy,
    }));
  return { figures, crossCheck: figures.length === 0 ? null : crossCheck(frame, outages) };
}

/** Availability round the clock by the recorded outages, planned ones too, over the month up to `at`; null without any. */
function crossCheck({ bounds, cutoff }: MonthFrame, { known }: MonthOfOutages) {
  const stretch = { from: bounds.from, to: Math.max(bounds.from, cutoff) };
  const own = known.filter(({ gross }) =>
    gross.some(({ from, to }) => from < stretch.to && to > stretch.from),
  );
  if (own.length === 0) return null;
  const windowSeconds = stretch.to - stretch.from;
  const down = downtimeSeconds(own, stretch);
  return {
    outages: own.length,
    windowSeconds,
    downtimeSeconds: down,
    percent: shownPercent(windowSeconds - down, windowSeconds),
  };
}
