import {
  compiledVersionInForce,
  versionOfMonth,
  type CompiledAgreement,
  type CompiledVersion,
} from '@app/agreements/domain';
import { analysisDuties } from '@app/problems/domain';
import { measureTicket, type ServiceLevels, unmeasured } from '@app/service-levels/domain';
import { localMonthOf, type EpochSecond } from '@app/support-time';
import { ABOUT_FACTS, ticketActivity, ticketAt, type TicketAt, type TicketFact } from '@app/tickets/domain';
import type { FoundSince } from './finding.js';
import { serviceDownPriorities } from './service-down.js';

/** What is said of a ticket by measuring it. */
export type MeasuredTicket = Pick<ServiceLevels, 'type' | 'priority' | 'registeredAt' | 'findings'>;

/** What others say of a ticket. */
export interface NamedBy {
  /** An outage of its service, and of its customer where one is named, names it. */
  readonly outage: boolean;
  /** It is linked to a problem. */
  readonly problem: boolean;
}

/**
 * Everything that is found of a ticket when all its facts count, each code once: what `measure` finds, and what is missing
 * beside it. Since when:
 * - what is odd about its registration: the earliest fact that shows it, though never before the registration;
 * - all else that `measure` finds: the first instant of a fact from which on it finds it to the end;
 * - a wait without evidence: the first one that held a clock; an incident without its outage: its registration; one
 *   without its problem: the registration or request that first asked for an analysis.
 *
 * @param recorded in order of recording
 * @param levels what `measure` says of it when all its facts count
 */
export function ticketFindings(
  ticketId: string,
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement | undefined,
  levels: MeasuredTicket,
  named: NamedBy,
): readonly FoundSince[] {
  const instants = instantsOf(recorded);
  const last = instants.at(-1);
  if (last === undefined) return [];
  const ticket = ticketAt(recorded, last);
  const registeredAt = ticket.registration?.occurredAt ?? last;
  const measured = levels.findings.map((code) => ({
    code,
    since: oddSince(ticket, code, registeredAt) ?? measuredSince(code, recorded, agreement, instants),
  }));
  const version = agreement && compiledVersionInForce(agreement, registeredAt);
  if (agreement === undefined || version === undefined || levels.findings.includes('CUSTOMER_CHANGED'))
    return measured;
  return [
    ...measured,
    ...waitsWithoutEvidence(ticket, version),
    ...(named.outage ? [] : withoutOutage(ticket, agreement, levels)),
    ...(named.problem ? [] : withoutProblem(ticketId, recorded, agreement, last)),
  ];
}

/** The instants at which something is said to have happened, each once, in order. */
const instantsOf = (recorded: readonly TicketFact[]): EpochSecond[] =>
  [...new Set(recorded.flatMap(({ type, occurredAt }) => (ABOUT_FACTS.has(type) ? [] : [occurredAt])))].sort(
    (a, b) => a - b,
  );

const codesAt = (ticket: TicketAt, agreement: CompiledAgreement | undefined, at: EpochSecond) =>
  (agreement ? measureTicket(ticket, agreement, at) : unmeasured(ticket, at)).findings;

function oddSince(ticket: TicketAt, code: string, registeredAt: EpochSecond): EpochSecond | undefined {
  const odd = ticket.oddities.filter((oddity) => oddity.code === code);
  if (odd.length === 0) return undefined;
  return Math.max(registeredAt, Math.min(...odd.map(({ fact }) => fact.occurredAt)));
}

/** Asks the one function that finds it, at each instant back from the last. */
function measuredSince(
  code: string,
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement | undefined,
  instants: readonly EpochSecond[],
): EpochSecond {
  const finds = (at: EpochSecond) =>
    codesAt(ticketAt(recorded, at), agreement, at).some((one) => one === code);
  const lastWithout = instants.findLastIndex((at) => !finds(at));
  return instants[lastWithout + 1] ?? instants.at(-1) ?? 0;
}

/** A pause has a reason, an author and evidence (TERMS 3.5); waiting that stops nothing needs none. */
function waitsWithoutEvidence(ticket: TicketAt, { terms }: CompiledVersion): FoundSince[] {
  const pausing = [...terms.clocks.response.pausedBy, ...terms.clocks.resolution.pausedBy];
  const wait = ticket.facts.find(
    (fact) =>
      fact.type === 'WaitingStarted' &&
      pausing.includes(fact.data.reason) &&
      (fact.data.evidence ?? '').trim() === '',
  );
  return wait ? [{ code: 'WAITING_WITHOUT_EVIDENCE', since: wait.occurredAt }] : [];
}

/** Judged by the terms of the month of its registration, as the evaluation of that month has it. */
function withoutOutage(
  ticket: TicketAt,
  agreement: CompiledAgreement,
  { type, priority, registeredAt }: MeasuredTicket,
): FoundSince[] {
  const state = ticketActivity(ticket)?.state;
  if (type !== 'incident' || priority === null || registeredAt === null) return [];
  if (state === 'withdrawn' || state === 'duplicate') return [];
  const zone = compiledVersionInForce(agreement, registeredAt)?.calendar.timeZone ?? 'UTC';
  const version = versionOfMonth(agreement, localMonthOf(zone, registeredAt));
  return serviceDownPriorities(version).includes(priority)
    ? [{ code: 'INCIDENT_WITHOUT_OUTAGE', since: registeredAt }]
    : [];
}

/** What owes a root cause analysis has a problem that it is attached to (TERMS 6). */
function withoutProblem(
  ticketId: string,
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement,
  at: EpochSecond,
): FoundSince[] {
  const since = Math.min(...analysisDuties(ticketId, recorded, agreement, at).map(({ from }) => from));
  return since === Infinity ? [] : [{ code: 'INCIDENT_WITHOUT_PROBLEM', since }];
}
