import { shownPercent } from '@app/agreements/domain';
import {
  availabilityRows,
  reliabilityRows,
  restorationRows,
  type Outage,
  type ServiceFact,
} from '@app/availability/domain';
import { exclusionDocument } from '@app/facts';
import { lacksTicket } from '@app/findings/domain';
import { formatSecond, previousMonth } from '@app/support-time';
import type { Addendum } from './addendum.js';
import { atRiskRow, attentionRow, breachRow, outageRow, requestRow } from './evaluation-rows.js';
import { figures } from './figures.js';
import type { MonthFrame } from './month-frame.js';
import { monthOfOutages, type MonthOfOutages, type OutageHistory } from './month-of-outages.js';
import { problemRows, type KnownProblem } from './month-of-problems.js';
import { publishedSection } from './month-of-published.js';
import { REQUEST_TYPES, type MonthOfTickets } from './month-of-tickets.js';
import { outageExclusionChanges } from './outage-exclusions.js';

/**
 * The evaluation of a month as a document (`evaluation.example.json`), but for `position` and `status`, which the
 * one who read the facts knows. Pure: the same tickets, outages, problems and frame give the same bytes.
 *
 * @param service what is recorded of the service itself
 */
export function evaluation(
  frame: MonthFrame,
  tickets: MonthOfTickets,
  histories: readonly OutageHistory[],
  problems: readonly KnownProblem[],
  service: readonly ServiceFact[] = [],
) {
  const { agreement, bounds, version } = frame;
  const { agreementId, customerId, serviceId } = agreement.agreement;
  const outages = monthOfOutages(frame, histories);
  const isOfMonth = ({ gross }: Outage) => gross.some(({ from, to }) => from < bounds.to && to > bounds.from);
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
    atRisk: tickets.atRisk.map(atRiskRow),
    findings: [
      ...tickets.findings,
      ...findingsBetween(tickets, outages, isOfMonth),
      ...outages.withoutStart.map((outageId) => ({ outageId, code: 'OUTAGE_WITHOUT_START' as const })),
    ],
    counts: tickets.counts,
    workarounds: {
      workarounds: tickets.counts.workarounds,
      resolved: tickets.counts.resolved,
      percent: shownPercent(tickets.counts.workarounds, tickets.counts.resolved),
    },
    requests: REQUEST_TYPES.map((type) => requestRow(type, tickets)),
    outages: outages.known.filter(isOfMonth).map(outageRow),
    publishedFigures: publishedSection(frame, service, outages),
    previousPeriod: {
      month: previousMonth(frame.month),
      breaches: tickets.previousBreaches.map(attentionRow),
    },
    problems: problemRows(frame, problems, tickets.decided),
    exclusions: [
      ...tickets.exclusions.map(({ ticketId, changes, ...exclusion }) => ({
        ticketId,
        ...exclusionDocument(exclusion),
        decidedByFact: exclusion.decidedByFact,
        changes,
      })),
      ...exclusionsOfOutages(frame, outages, isOfMonth),
    ],
    addenda: [] as readonly Addendum[],
  };
}

export type Evaluation = ReturnType<typeof evaluation>;

type OfMonth = (outage: Outage) => boolean;

/** An incident by which the service was down and no outage names, and an outage that names no ticket (TERMS 5). */
function findingsBetween({ serviceDown }: MonthOfTickets, { known }: MonthOfOutages, isOfMonth: OfMonth) {
  const named = new Set(known.map(({ ticketId }) => ticketId));
  return [
    ...serviceDown
      .filter((ticketId) => !named.has(ticketId))
      .map((ticketId) => ({ ticketId, code: 'INCIDENT_WITHOUT_OUTAGE' as const })),
    ...known
      .filter((outage) => isOfMonth(outage) && lacksTicket(outage))
      .map(({ outageId }) => ({ outageId, code: 'OUTAGE_WITHOUT_TICKET' as const })),
  ];
}

/** Exclusions of the outages that lie in the month, whatever was decided of them. */
const exclusionsOfOutages = (frame: MonthFrame, outages: MonthOfOutages, isOfMonth: OfMonth) =>
  outages.known.filter(isOfMonth).flatMap((outage) =>
    outage.exclusions.map((exclusion) => ({
      outageId: outage.outageId,
      ...exclusionDocument(exclusion),
      decidedByFact: exclusion.decidedByFact,
      changes: outageExclusionChanges(frame, outages, outage, exclusion),
    })),
  );

/** The version of the month's first day, and those that judged a clock in it. */
function versionsIn({ version }: MonthFrame, { tallies }: MonthOfTickets): number[] {
  const versions = new Set([
    version.terms.version,
    ...tallies.map(({ agreementVersion }) => agreementVersion),
  ]);
  return [...versions].sort((a, b) => a - b);
}
