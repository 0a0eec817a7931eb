import { ACCEPTED, checkReference, factsBefore, refuse, standing, type Decision } from '@app/facts';
import type { TicketFact, TicketFactType } from './ticket-fact.js';
import { evolve, REGISTERED, type TicketState } from './ticket-state.js';

/** Facts about other facts: they count as soon as they are known, whatever the ticket's state (MEASURING 1). */
const ABOUT_FACTS: ReadonlySet<TicketFactType> = new Set([
  'PriorityCorrected',
  'ExclusionProposed',
  'ExclusionAccepted',
  'ExclusionRejected',
  'FactRetracted',
]);

/**
 * Whether a fact makes sense where it is said now, over REST; odd history belongs in an import, which asks nobody.
 * Judged by the ticket's state at the fact's `occurredAt`, all recorded facts considered (contract, "Resources").
 *
 * Codes: `TICKET_NOT_FOUND` (no registration), `TICKET_EXISTS`, `BEFORE_REGISTRATION`, `TICKET_ENDED` (withdrawn,
 * duplicate; or closed a second time), `ALREADY_RESOLVED`, `NOT_RESOLVED`, `ALREADY_OPEN`, `NOT_WAITING`,
 * `EXCLUSION_UNKNOWN`, `FACT_UNKNOWN`.
 *
 * @param recorded facts of the ticket, in order of recording
 */
export function decideTicketFact(recorded: readonly TicketFact[], fact: TicketFact): Decision {
  const registered = standing(recorded).facts.some(({ type }) => type === 'TicketRegistered');
  if (fact.type === 'TicketRegistered') {
    return registered ? refuse('TICKET_EXISTS', 'The ticket is registered already.') : ACCEPTED;
  }
  // What an import brought before its registration can be retracted.
  if (!registered && !(fact.type === 'FactRetracted' && recorded.length > 0)) {
    return refuse('TICKET_NOT_FOUND', 'The ticket is not registered: register it first.');
  }
  return ABOUT_FACTS.has(fact.type)
    ? checkReference(recorded, fact)
    : decideAt(factsBefore(recorded, fact), fact);
}

function decideAt(history: readonly TicketFact[], fact: TicketFact): Decision {
  if (history.every(({ type }) => type !== 'TicketRegistered')) {
    return refuse('BEFORE_REGISTRATION', 'The ticket was registered later: give an instant from then on.');
  }
  // Facts that an import dates before the registration count as directly after it, in their own order (MEASURING 2).
  return decideInState(history.reduce(evolve, REGISTERED), fact);
}

function decideInState(state: TicketState, fact: TicketFact): Decision {
  if (state.ended) return refuse('TICKET_ENDED', 'The ticket was withdrawn or marked as a duplicate.');
  switch (fact.type) {
    case 'ResolutionProvided':
    case 'WaitingStarted':
      return state.resolved
        ? refuse('ALREADY_RESOLVED', 'The ticket is resolved: reopen it first.')
        : ACCEPTED;
    case 'WaitingEnded':
      return decideWaitingEnded(state, fact.data.waitId);
    case 'Reopened':
      return state.resolved || state.closed ? ACCEPTED : refuse('ALREADY_OPEN', 'The ticket is open.');
    case 'Closed':
      if (state.closed) return refuse('TICKET_ENDED', 'The ticket is closed already.');
      return state.resolved ? ACCEPTED : refuse('NOT_RESOLVED', 'The ticket is open: resolve it first.');
    default:
      return ACCEPTED;
  }
}

function decideWaitingEnded({ openWaits }: TicketState, waitId: string | undefined): Decision {
  if (waitId === undefined)
    return openWaits.size > 0 ? ACCEPTED : refuse('NOT_WAITING', 'The ticket is not waiting.');
  return openWaits.has(waitId) ? ACCEPTED : refuse('NOT_WAITING', `No wait ${waitId} is open.`);
}
