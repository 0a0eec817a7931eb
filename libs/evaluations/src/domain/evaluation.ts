import {
  availabilityRows,
  countedOutages,
  reliabilityRows,
  restorationRows,
  type Outage,
  type OutageAt,
} from '@app/availability/domain';
import { exclusionDocument } from '@app/facts';
import { formatSecond } from '@app/support-time';
import { figures } from './figures.js';
import type { MonthFrame } from './month-frame.js';
import type { Breach, MonthOfTickets } from './month-of-tickets.js';
import { previousMonth } from '@app/support-time';

/** An outage of the agreement's service at the frame's `at`, by its id. */
export interface MonthOutage {
  readonly outageId: string;
  readonly at: OutageAt;
}

/**
 * The evaluation of a month as a document (`evaluation.example.json`), but for `position` and `status`, which the
 * one who read the facts knows. Pure: the same tickets, outages and frame give the same bytes.
 */
export function evaluation(frame: MonthFrame, tickets: MonthOfTickets, outages: readonly MonthOutage[]) {
  const { agreement, bounds, version } = frame;
  const { agreementId, customerId, serviceId } = agreement.agreement;
  const known = outages.flatMap(({ at }) =>
    at.kind === 'outage' && concerns(at.outage, frame) ? [at.outage] : [],
  );
  const isOfMonth = ({ gross }: Outage) => gross.some(({ from, to }) => from < bounds.to && to > bounds.from);
  const counted = countedOutages(known, version);
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
    availability: availabilityRows(counted, version, bounds),
    reliability: reliabilityRows(counted, version, bounds),
    restoration: restorationRows(counted, version, bounds),
    breaches: tickets.breaches.map(breachRow),
    superseded: tickets.superseded.map(breachRow),
    findings: [
      ...tickets.findings,
      ...outages.flatMap(({ outageId, at }) =>
        at.kind === 'without-start' ? [{ outageId, code: 'OUTAGE_WITHOUT_START' as const }] : [],
      ),
    ],
    counts: tickets.counts,
    previousPeriod: { month: previousMonth(frame.month), breaches: tickets.previousBreaches.map(breachRow) },
    problems: [],
    exclusions: [
      ...tickets.exclusions.map((exclusion) => ({
        ticketId: exclusion.ticketId,
        ...exclusionDocument(exclusion),
      })),
      ...known
        .filter(isOfMonth)
        .flatMap(({ outageId, exclusions }) =>
          exclusions.map((exclusion) => ({ outageId, ...exclusionDocument(exclusion) })),
        ),
    ],
    addenda: [],
  };
}

export type Evaluation = ReturnType<typeof evaluation>;

/** An outage concerns the agreement's service, and its customer where one is named. */
function concerns({ serviceId, customerId }: Outage, { agreement: { agreement } }: MonthFrame): boolean {
  return serviceId === agreement.serviceId && (customerId === null || customerId === agreement.customerId);
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
