import type { TicketFact } from './ticket-fact.js';

/** What a decider must know of a ticket at one instant. */
export interface TicketState {
  /** Withdrawn, or marked as a duplicate: both final (MEASURING 2). */
  readonly ended: boolean;
  readonly resolved: boolean;
  readonly closed: boolean;
  /** Waits that stand open, by their `waitId`; those without one under `undefined`. */
  readonly openWaits: ReadonlySet<string | undefined>;
}

export const REGISTERED: TicketState = {
  ended: false,
  resolved: false,
  closed: false,
  openWaits: new Set(),
};

/** The state after one more fact; facts are given in order. What is odd in an imported history changes nothing. */
export function evolve(state: TicketState, fact: TicketFact): TicketState {
  if (state.ended) return state;
  switch (fact.type) {
    case 'ResolutionProvided':
      return { ...state, resolved: true, openWaits: new Set() };
    case 'Reopened':
      return { ...state, resolved: false, closed: false, openWaits: new Set() };
    case 'Closed':
      return { ...state, closed: true };
    case 'Withdrawn':
    case 'MarkedDuplicate':
      return { ...state, ended: true };
    case 'WaitingStarted':
      return { ...state, openWaits: new Set([...state.openWaits, fact.data.waitId]) };
    case 'WaitingEnded':
      return { ...state, openWaits: without(state.openWaits, fact.data.waitId) };
    default:
      return state;
  }
}

/** A `WaitingEnded` without a `waitId` ends every open wait. */
function without(waits: TicketState['openWaits'], waitId: string | undefined): TicketState['openWaits'] {
  return new Set(waitId === undefined ? [] : [...waits].filter((open) => open !== waitId));
}
