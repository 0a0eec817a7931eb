import type { CompiledVersion, Priority } from '@app/agreements/domain';
import type { TicketAt, TicketFact } from '@app/tickets/domain';
import type { IncidentLife } from './incident.js';

/** A ticket's priority from R on: what it starts with, and the facts that change it to another one. */
export interface PriorityTimeline {
  readonly starting: Priority | null;
  readonly changes: ReadonlyMap<TicketFact, Priority>;
  readonly last: Priority | null;
}

/**
 * The timeline of the starting priority and each change to another one (MEASURING 3). The last correction replaces
 * everything from R until the next later change; it counts whenever it is known, after the stop too.
 */
export function priorityTimeline(
  ticket: TicketAt,
  life: IncidentLife,
  version: CompiledVersion,
): PriorityTimeline {
  const correctedAt = ticket.facts.findLastIndex((fact) => fact.type === 'PriorityCorrected');
  const correction = ticket.facts[correctedAt];
  const corrected = correction?.type === 'PriorityCorrected' ? correction.data.to : undefined;
  const isLater = (fact: TicketFact) => ticket.facts.indexOf(fact) > correctedAt;
  const starting =
    corrected === undefined
      ? startingPriority(ticket, life, version)
      : (lastChange(life.before.filter(isLater)) ?? corrected);
  const changes = new Map<TicketFact, Priority>();
  let current = starting;
  for (const fact of life.facts) {
    if (!isChange(fact) || fact.data.to === current || !isLater(fact)) continue;
    current = fact.data.to;
    changes.set(fact, current);
  }
  return { starting, changes, last: current };
}

/** What lies between registration and R gives the start, and is no change of it. */
const lastChange = (before: readonly TicketFact[]): Priority | undefined =>
  before.findLast(isChange)?.data.to;

const isChange = (fact: TicketFact) => fact.type === 'PriorityChanged';

/** The priority that the fact which made it an incident names, else the last one named before, else none. */
function startingPriority(ticket: TicketAt, life: IncidentLife, version: CompiledVersion): Priority | null {
  const named = namedPriority(life.startedBy, version);
  if (named !== undefined) return named;
  const registered = ticket.registration && namedPriority(ticket.registration, version);
  return lastChange(life.before) ?? registered ?? null;
}

function namedPriority(fact: TicketFact, version: CompiledVersion): Priority | undefined {
  if (fact.type !== 'TicketRegistered' && fact.type !== 'TypeChanged') return undefined;
  return fact.data.priority ?? (fact.data.impact && version.priorityOf(fact.data.impact));
}
