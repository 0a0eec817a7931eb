import { compiledVersionInForce, type CompiledAgreement, type CompiledVersion } from '@app/agreements/domain';
import { prioritiesHad } from '@app/service-levels/domain';
import { localDayOf, nextLocalDay, plusMonths, startOfLocalDay } from '@app/support-time';
import type { EpochSecond, LocalDay } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import type { AttachedReport } from './problem-record.js';

/** Why a linked ticket makes its problem owe a root cause analysis, and by when (TERMS 6; clauses 2.3 and 3.3). */
export interface AnalysisDuty {
  readonly ticketId: string;
  /** `priority`: one that always opens a problem with an analysis; `request`: the customer's, in writing. */
  readonly because: 'priority' | 'request';
  /** The registration, or the request. */
  readonly factId: string;
  /** What the time is counted from: when the ticket was registered, or the analysis asked for. */
  readonly from: EpochSecond;
  readonly dueOn: LocalDay;
  /** The last whole second of that day in the zone of the version that judges the ticket. */
  readonly dueAt: EpochSecond;
  readonly clause: string;
  readonly agreementVersion: number;
}

export type AnalysisState = 'not-required' | 'due' | 'overdue' | 'delivered' | 'delivered-late';

/** The root cause analysis of a problem; days and instants are null where none is owed. */
export interface RootCauseAnalysis {
  readonly state: AnalysisState;
  readonly dueOn: LocalDay | null;
  readonly dueAt: EpochSecond | null;
  /** The first report that was attached; null: none yet, or nothing is owed. */
  readonly deliveredAt: EpochSecond | null;
  /** The earliest of these rules; by instant, then by ticket. */
  readonly because: readonly AnalysisDuty[];
}

/**
 * What one linked ticket makes its problem owe: a month (`rootCauseAnalysis.dueMonths`) from its registration where it
 * ever had a priority that always opens one - lowering it afterwards lifts nothing, a correction does -, and from each
 * standing request. Nothing where it is no incident any more, is of another customer or service, or no version judges it.
 *
 * @param recorded facts of the ticket in order of recording
 * @param at facts about the world count up to and including it
 */
export function analysisDuties(
  ticketId: string,
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement,
  at: EpochSecond,
): readonly AnalysisDuty[] {
  const ticket = ticketAt(recorded, at);
  const { registration } = ticket;
  const { customerId, serviceId } = agreement.agreement;
  if (registration?.data.customerId !== customerId || registration.data.serviceId !== serviceId) return [];
  const version = compiledVersionInForce(agreement, registration.occurredAt);
  if (version === undefined) return [];
  const had = prioritiesHad(ticket, version);
  if (had.length === 0) return [];
  const always = had.some((priority) => version.terms.problems.alwaysForPriorities.includes(priority));
  const requests = ticket.facts.filter(({ type }) => type === 'RootCauseAnalysisRequested');
  const duty = (because: AnalysisDuty['because'], { id, occurredAt }: TicketFact): AnalysisDuty => ({
    ticketId,
    because,
    factId: id,
    from: occurredAt,
    ...dueAfter(occurredAt, version),
    clause: version.terms.rootCauseAnalysis.clause,
    agreementVersion: version.terms.version,
  });
  return [
    ...(always ? [duty('priority', registration)] : []),
    ...requests.map((request) => duty('request', request)),
  ];
}

/** So many months later, clamped to the length of the month, at the end of that day on the agreement's clock. */
function dueAfter(from: EpochSecond, { terms }: CompiledVersion): Pick<AnalysisDuty, 'dueOn' | 'dueAt'> {
  const { timeZone } = terms.calendar;
  const dueOn = plusMonths(localDayOf(timeZone, from), terms.rootCauseAnalysis.dueMonths);
  return { dueOn, dueAt: startOfLocalDay(timeZone, nextLocalDay(dueOn)) - 1 };
}

/**
 * How a problem's analysis stands: the earliest duty rules, and the first report at or before its end meets it. At
 * `dueAt` it is due; one second later overdue.
 *
 * @param duties of all tickets that are linked at `at`
 * @example rootCauseAnalysis(duties, [], at) // { state: 'overdue', dueOn: '2026-02-28', dueAt: …, … }
 */
export function rootCauseAnalysis(
  duties: readonly AnalysisDuty[],
  reports: readonly Pick<AttachedReport, 'at'>[],
  at: EpochSecond,
): RootCauseAnalysis {
  const because = duties.toSorted(byDue);
  const [first] = because;
  if (first === undefined)
    return { state: 'not-required', dueOn: null, dueAt: null, deliveredAt: null, because };
  const { dueOn, dueAt } = first;
  const deliveredAt = reports[0]?.at ?? null;
  return { state: analysisState(dueAt, deliveredAt, at), dueOn, dueAt, deliveredAt, because };
}

/** The state at an instant by which everything known has happened: what rows are compared with. */
export function analysisState(
  dueAt: EpochSecond | null,
  deliveredAt: EpochSecond | null,
  at: EpochSecond,
): AnalysisState {
  if (dueAt === null) return 'not-required';
  if (deliveredAt !== null) return deliveredAt <= dueAt ? 'delivered' : 'delivered-late';
  return at <= dueAt ? 'due' : 'overdue';
}

const byDue = (a: AnalysisDuty, b: AnalysisDuty): number =>
  a.dueAt - b.dueAt ||
  compareText(a.ticketId, b.ticketId) ||
  a.from - b.from ||
  compareText(a.factId, b.factId);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
