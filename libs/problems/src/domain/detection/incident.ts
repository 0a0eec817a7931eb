import { compiledVersionInForce, type CompiledAgreement, type ProblemTerms } from '@app/agreements/domain';
import { prioritiesSince } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { familyOf, type AlikeField, type Likeness } from './family.js';

/** An incident as recurrence is judged by (TERMS 6): one that disturbs production, or that always opens a problem. */
export interface Incident {
  readonly ticketId: string;
  readonly customerId: string;
  readonly serviceId: string;
  readonly configurationItem: string | null;
  readonly category: string | null;
  readonly registeredAt: EpochSecond;
  /** What it is alike to; null: that cannot be said, as fields are missing, or a person said that it is to none. */
  readonly family: string | null;
  /** Fields of likeness that nobody has filled in, where that leaves it to a person to say what it is alike to. */
  readonly missing: readonly AlikeField[];
  /** It counts towards a recurrence. */
  readonly disruptive: boolean;
  /** Since when it owes its problem an analysis, and by that opens one whatever else there is; null: it does not. */
  readonly analysisAt: EpochSecond | null;
  /** So many disruptive ones... */
  readonly occurrences: number;
  /** ...within so many seconds are a recurrence: by the version that judges this incident. */
  readonly withinSeconds: number;
  /** The fields that make two alike by that version, so that a problem can tell what its incidents share. */
  readonly alikeBy: readonly AlikeField[];
}

const DAY_SECONDS = 86_400;

/**
 * What recurrence must know of a ticket: a function of the set of its facts and of the version in force at its
 * registration. A priority counts as MEASURING 3 has it: one that the incident ever had disturbs production or opens a
 * problem even if it was lowered later, one that a correction replaced it never had. A customer's standing request for an
 * analysis opens a problem as a Top priority does, since a report needs a record to be attached to.
 *
 * @param recorded facts of the ticket, in order of recording
 * @returns undefined for what is no incident at the end of its facts, was withdrawn or is a duplicate, is of another
 *   customer or service, is judged by no version, or neither disturbs production nor opens a problem
 */
export function incidentOf(
  ticketId: string,
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement,
): Incident | undefined {
  const ticket = ticketAt(recorded, Infinity);
  const { registration } = ticket;
  const { customerId, serviceId } = agreement.agreement;
  if (registration?.data.customerId !== customerId || registration.data.serviceId !== serviceId)
    return undefined;
  if (ticket.oddities.some(({ code }) => code === 'CUSTOMER_CHANGED')) return undefined;
  const version = compiledVersionInForce(agreement, registration.occurredAt);
  if (version === undefined) return undefined;
  const had = prioritiesSince(ticket, version);
  if (had.length === 0) return undefined;
  const { problems } = version.terms;
  const disruptive = had.some(({ priority }) => problems.disruptivePriorities.includes(priority));
  const owing = [
    ...had
      .filter(({ priority }) => problems.alwaysForPriorities.includes(priority))
      .map(({ since }) => since),
    ...ticket.facts
      .filter(({ type }) => type === 'RootCauseAnalysisRequested')
      .map(({ occurredAt }) => occurredAt),
  ];
  if (!disruptive && owing.length === 0) return undefined;
  const configurationItem = registration.data.configurationItem || undefined;
  const category = registration.data.category || undefined;
  const analysisAt = owing.length === 0 ? null : Math.max(Math.min(...owing), registration.occurredAt);
  const rejected = ticket.facts.some(({ type }) => type === 'RecurrenceRejected');
  return {
    ticketId,
    customerId,
    serviceId,
    configurationItem: configurationItem ?? null,
    category: category ?? null,
    registeredAt: registration.occurredAt,
    ...likeTo(
      ticketId,
      { customerId, serviceId, configurationItem, category },
      problems,
      rejected,
      analysisAt !== null,
    ),
    disruptive,
    analysisAt,
    occurrences: problems.occurrences,
    withinSeconds: problems.withinDays * DAY_SECONDS,
    alikeBy: problems.alikeBy,
  };
}

/** What cannot be said to be alike to anything, and opens a problem all the same, is a family of its own. */
function likeTo(
  ticketId: string,
  likeness: Likeness,
  { alikeBy }: ProblemTerms,
  rejected: boolean,
  opensAlways: boolean,
): Pick<Incident, 'family' | 'missing'> {
  const { customerId, serviceId } = likeness;
  const values: Record<string, string> = { customerId, serviceId };
  const missing: AlikeField[] = [];
  for (const field of alikeBy) {
    const value = likeness[field];
    if (value === undefined) missing.push(field);
    else values[field] = value;
  }
  if (!rejected && missing.length === 0) return { family: familyOf(values), missing };
  const family = opensAlways ? familyOf({ customerId, serviceId, ticketId }) : null;
  return { family, missing: rejected ? [] : missing };
}
