import { ACCEPTED, checkReference, factsBefore, refuse, standing, type Decision } from '@app/facts';
import type { ProblemFact } from './problem-fact.js';

/**
 * Whether a fact makes sense where it is said now, over REST: judged by the problem's state at the fact's
 * `occurredAt`, all recorded facts considered.
 *
 * Codes: `PROBLEM_NOT_FOUND` (no registration), `PROBLEM_EXISTS`, `BEFORE_REGISTRATION`, `PROBLEM_CLOSED`,
 * `PROBLEM_SOLVED`, `TICKET_LINKED` (already), `TICKET_NOT_LINKED`, `FACT_UNKNOWN`.
 *
 * @param recorded facts of the problem, in order of recording
 */
export function decideProblemFact(recorded: readonly ProblemFact[], fact: ProblemFact): Decision {
  const registered = standing(recorded).facts.some(({ type }) => type === 'ProblemRegistered');
  if (fact.type === 'ProblemRegistered') {
    return registered ? refuse('PROBLEM_EXISTS', 'The problem is registered already.') : ACCEPTED;
  }
  if (!registered && !(fact.type === 'FactRetracted' && recorded.length > 0)) {
    return refuse('PROBLEM_NOT_FOUND', 'The problem is not registered: register it first.');
  }
  return fact.type === 'FactRetracted'
    ? checkReference(recorded, fact)
    : decideAt(factsBefore(recorded, fact), fact);
}

function decideAt(history: readonly ProblemFact[], fact: ProblemFact): Decision {
  const has = (wanted: ProblemFact['type']): boolean => history.some(({ type }) => type === wanted);
  if (!has('ProblemRegistered')) {
    return refuse('BEFORE_REGISTRATION', 'The problem was registered later: give an instant from then on.');
  }
  if (has('ProblemClosed')) return refuse('PROBLEM_CLOSED', 'The problem is closed.');
  switch (fact.type) {
    case 'TicketLinked':
      return isLinked(history, fact.data.ticketId)
        ? refuse('TICKET_LINKED', `Ticket ${fact.data.ticketId} is linked already.`)
        : ACCEPTED;
    case 'TicketUnlinked':
      return isLinked(history, fact.data.ticketId)
        ? ACCEPTED
        : refuse('TICKET_NOT_LINKED', `Ticket ${fact.data.ticketId} is not linked to this problem.`);
    case 'ProblemSolved':
      return has('ProblemSolved') ? refuse('PROBLEM_SOLVED', 'The problem is solved already.') : ACCEPTED;
    default:
      return ACCEPTED;
  }
}

function isLinked(history: readonly ProblemFact[], ticketId: string): boolean {
  return history.reduce((linked, fact) => {
    if (fact.type !== 'TicketLinked' && fact.type !== 'TicketUnlinked') return linked;
    return fact.data.ticketId === ticketId ? fact.type === 'TicketLinked' : linked;
  }, false);
}
