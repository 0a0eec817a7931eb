import { availabilityRows, reliabilityRows, restorationRows, type Outage } from '@app/availability/domain';
import { exclusionDocument } from '@app/facts';
import { formatSecond, previousMonth } from '@app/support-time';
import { figures } from './figures.js';
import type { MonthFrame } from './month-frame.js';
import { monthOfOutages, type MonthOfOutages, type OutageHistory } from './month-of-outages.js';
import type { Breach, MonthOfTickets } from './month-of-tickets.js';
import { outageExclusionChanges } from './outage-exclusions.js';

/**
 * The evaluation of a month as a document (`evaluation.example.json`), but for `position` and `status`, which the
 * one who read the facts knows. Pure: the same tickets, outages and frame give the same bytes.
 */
export function evaluation(frame: MonthFrame, tickets: MonthOfTickets, histories: readonly OutageHistory[]) {
  const { agreement, bounds, version } = frame;
  const { agreementId, customerId, serviceId } = agreement.agreement;
  const outages = monthOfOutages(frame, histories);
  return {
    agreementId,
    customerId,
    serviceId,
    agreementVersions: versionsIn(frame, tickets),
    month: frame.month,
    monthOf: frame.monthOf ?? version.terms.clocks.monthOf,
    timeZone: version.calendar.timeZone,
    from: formatSecond(bounds.from),
    to: formatSecond(bounds.to),
    at: formatSecond(frame.at),
    figures: figures(frame, tickets.tallies),
    availability: availabilityRows(outages.counted, version, bounds, outages.running),
    reliability: reliabilityRows(outages.counted, version, bounds),
    restoration: restorationRows(outages.counted, version, bounds),
    breaches: tickets.breaches.map(breachRow),
    superseded: tickets.superseded.map(breachRow),
    findings: [
      ...tickets.findings,
      ...outages.withoutStart.map((outageId) => ({ outageId, code: 'OUTAGE_WITHOUT_START' as const })),
    ],
    counts: tickets.counts,
    previousPeriod: { month: previousMonth(frame.month), breaches: tickets.previousBreaches.map(breachRow) },
    problems: [],
    exclusions: [
      ...tickets.exclusions.map(({ ticketId, changes, ...exclusion }) => ({
        ticketId,
        ...exclusionDocument(exclusion),
        changes,
      })),
      ...exclusionsOfOutages(frame, outages),
    ],
    addenda: [],
  };
}

export type Evaluation = ReturnType<typeof evaluation>;

/** Exclusions of the outages that lie in the month, whatever was decided of them. */
function exclusionsOfOutages(frame: MonthFrame, outages: MonthOfOutages) {
  const { from, to } = frame.bounds;
  const isOfMonth = ({ gross }: Outage) => gross.some((part) => part.from < to && part.to > from);
  return outages.known.filter(isOfMonth).flatMap((outage) =>
    outage.exclusions.map((exclusion) => ({
      outageId: outage.outageId,
      ...exclusionDocument(exclusion),
      changes: outageExclusionChanges(frame, outages, outage, exclusion),
    })),
  );
}

/** The version of the month's first day, and those that judged a clock in it. */
function versionsIn({ version }: MonthFrame, { tallies }: MonthOfTickets): number[] {
  const versions = new Set([
    version.terms.version,
    ...tallies.map(({ agreementVersion }) => agreementVersion),
  ]);
  return [...versions].sort((a, b) => a - b);
}

function breachRow({ allowedSeconds, ...breach }: Breach) {
  return {
    ...breach,
    decidedAt: formatSecond(breach.decidedAt),
    ...(allowedSeconds === breach.targetSeconds ? {} : { allowedSeconds }),
    overrunSeconds: breach.elapsedSeconds - allowedSeconds,
  };
}
