import { compareDates, inOrder, standing } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { TicketFact } from './ticket-fact.js';

type Registration = Extract<TicketFact, { type: 'TicketRegistered' }>;

/** Counts as soon as it is known: `at` is time in the world (MEASURING 1). */
export const ABOUT_FACTS: ReadonlySet<string> = new Set([
  'FactRetracted',
  'PriorityCorrected',
  'ExclusionProposed',
  'ExclusionAccepted',
  'ExclusionRejected',
]);

/** A ticket's facts that count at an instant, as they are applied. */
export interface TicketAt {
  readonly registration: Registration | undefined;
  /** The facts after the registration, in order; none is dated before it any more. */
  readonly facts: readonly TicketFact[];
  readonly oddities: readonly Oddity[];
}

/** What is odd about a ticket's registration, and the fact that shows it. */
export interface Oddity {
  readonly code:
    'RETRACTION_RETRACTED' | 'REGISTERED_TWICE' | 'CUSTOMER_CHANGED' | 'FACT_BEFORE_REGISTRATION';
  readonly fact: TicketFact;
  /** How many of the ticket's `facts` come before it. */
  readonly place: number;
}

/**
 * Which facts count at `at`, and in which order (MEASURING 1 and 2): what is retracted is gone, what the world had not
 * seen by `at` is not there yet, the earliest registration comes first, and what is dated before it follows at its
 * instant.
 */
export function ticketAt(recorded: readonly TicketFact[], at: EpochSecond): TicketAt {
  const { facts: kept, idle } = standing(recorded);
  const known = idle.length === 0 ? kept : amongThem(recorded, kept, idle);
  const ordered = inOrder(known.filter((fact) => fact.occurredAt <= at || ABOUT_FACTS.has(fact.type)));
  const registration = ordered.find((fact): fact is Registration => fact.type === 'TicketRegistered');
  const facts: TicketFact[] = [];
  const oddities: Oddity[] = [];
  for (const fact of ordered) {
    const place = facts.length;
    if (fact.type === 'FactRetracted') {
      oddities.push({ code: 'RETRACTION_RETRACTED', fact, place });
    } else if (registration === undefined) {
      facts.push(fact);
    } else if (fact.type === 'TicketRegistered') {
      if (fact !== registration) oddities.push({ code: twice(registration, fact), fact, place });
    } else if (compareDates(fact, registration) < 0) {
      oddities.push({ code: 'FACT_BEFORE_REGISTRATION', fact, place });
      facts.push({ ...fact, occurredAt: registration.occurredAt, fraction: registration.fraction });
    } else {
      facts.push(fact);
    }
  }
  return { registration, facts, oddities };
}

/** Facts that count and retractions that did nothing, in the order in which they were recorded. */
function amongThem(
  recorded: readonly TicketFact[],
  kept: readonly TicketFact[],
  idle: readonly TicketFact[],
): TicketFact[] {
  const among = new Set([...kept, ...idle]);
  return recorded.filter((fact) => among.has(fact));
}

/** A second registration is ignored; one for another customer leaves the ticket in nobody's figures (contract, "Import"). */
function twice(first: Registration, other: Registration): Oddity['code'] {
  return first.data.customerId === other.data.customerId ? 'REGISTERED_TWICE' : 'CUSTOMER_CHANGED';
}
