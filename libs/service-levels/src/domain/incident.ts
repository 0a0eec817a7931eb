import type { EpochSecond } from '@app/support-time';
import type { TicketAt, TicketFact, TicketType } from '@app/tickets/domain';

/** Where a ticket leaves measurement, and by which fact (MEASURING 2). */
export interface Leaving {
  readonly at: EpochSecond;
  readonly because: 'TypeChanged' | 'Withdrawn' | 'MarkedDuplicate';
  readonly fact: TicketFact;
}

/** The stretch of a ticket's life in which it is measured as an incident. */
export interface IncidentLife {
  /** R: the first instant at which the ticket is an incident. */
  readonly startsAt: EpochSecond;
  /** The fact that made it one: its registration or a `TypeChanged`. */
  readonly startedBy: TicketFact;
  /** Facts between registration and R, in order: they count as at R. */
  readonly before: readonly TicketFact[];
  /** Facts from R up to the leaving, in order. */
  readonly facts: readonly TicketFact[];
  readonly leaving: Leaving | null;
}

/** The type of a ticket after its facts; a type that changed stays what it last became. */
export function typeAfter({ registration, facts }: TicketAt): TicketType | null {
  const changed = facts.findLast((fact) => fact.type === 'TypeChanged');
  return changed?.data.to ?? registration?.data.type ?? null;
}

/** When a ticket was an incident, and for how long; undefined where it never was one. */
export function incidentLife({ registration, facts }: TicketAt): IncidentLife | undefined {
  if (registration === undefined) return undefined;
  const becomesAt = registration.data.type === 'incident' ? -1 : facts.findIndex(becomesIncident);
  if (becomesAt === -1 && registration.data.type !== 'incident') return undefined;
  const startedBy = facts[becomesAt] ?? registration;
  const startsAt = startedBy.occurredAt;
  const leavesAt = leavingIndex(facts, becomesAt);
  const end = leavesAt === -1 ? facts.length : leavesAt;
  return {
    startsAt,
    startedBy,
    before: facts.slice(0, Math.min(Math.max(becomesAt, 0), end)),
    facts: facts.slice(becomesAt + 1, end),
    leaving: leavingOf(facts[leavesAt], startsAt),
  };
}

const becomesIncident = (fact: TicketFact): boolean =>
  fact.type === 'TypeChanged' && fact.data.to === 'incident';

/**
 * The first of: a withdrawal, a duplicate (both final), or the change of type away from incident that no later one
 * takes back; -1 where there is none.
 */
function leavingIndex(facts: readonly TicketFact[], becomesAt: number): number {
  const lastBack = Math.max(becomesAt, facts.findLastIndex(becomesIncident));
  return facts.findIndex(
    (fact, index) =>
      fact.type === 'Withdrawn' ||
      fact.type === 'MarkedDuplicate' ||
      (fact.type === 'TypeChanged' && index > lastBack),
  );
}

function leavingOf(fact: TicketFact | undefined, startsAt: EpochSecond): Leaving | null {
  if (fact?.type !== 'TypeChanged' && fact?.type !== 'Withdrawn' && fact?.type !== 'MarkedDuplicate')
    return null;
  return { at: Math.max(fact.occurredAt, startsAt), because: fact.type, fact };
}
