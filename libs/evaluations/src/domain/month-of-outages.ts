import {
  countedOutages,
  outageAt,
  type Outage,
  type OutageFact,
  type RunningMonth,
} from '@app/availability/domain';
import type { MonthFrame } from './month-frame.js';

/** What is recorded of one outage, in order of recording. */
export interface OutageHistory {
  readonly outageId: string;
  readonly facts: readonly OutageFact[];
}

/** What a month knows of its outages. */
export interface MonthOfOutages {
  /** Those of the agreement's service and customer, whenever they were, by id. */
  readonly known: readonly Outage[];
  /** Of these, the ones that count against the objectives. */
  readonly counted: readonly Outage[];
  /** Ids of outages that nobody recorded to have started: whose they are is not known. */
  readonly withoutStart: readonly string[];
  /** Of a month that has not ended: what would count if nothing more happened. */
  readonly running?: RunningMonth;
}

/** The outages of a month as they stand at the frame's `at` (MEASURING 9). */
export function monthOfOutages(frame: MonthFrame, histories: readonly OutageHistory[]): MonthOfOutages {
  const { at, bounds, version } = frame;
  const told = histories.map(({ outageId, facts }) => ({ outageId, now: outageAt(outageId, facts, at) }));
  const known = told.flatMap(({ now }) =>
    now.kind === 'outage' && concerns(now.outage, frame) ? [now.outage] : [],
  );
  const counted = countedOutages(known, version);
  const withoutStart = told.flatMap(({ outageId, now }) => (now.kind === 'without-start' ? [outageId] : []));
  if (at >= bounds.to) return { known, counted, withoutStart };
  const ids = new Set(counted.map(({ outageId }) => outageId));
  const ahead = histories.flatMap(({ outageId, facts }) => {
    const then = outageAt(outageId, facts, at, bounds.to);
    return ids.has(outageId) && then.kind === 'outage' ? [then.outage] : [];
  });
  return { known, counted, withoutStart, running: { at, ahead } };
}

/** An outage concerns the agreement's service, and its customer where one is named. */
function concerns({ serviceId, customerId }: Outage, { agreement: { agreement } }: MonthFrame): boolean {
  return serviceId === agreement.serviceId && (customerId === null || customerId === agreement.customerId);
}
