import type { FiredEvent, LiftedEvent } from './deadline-reaction.js';
import type { Firing } from './deadline.js';

/** The last firing of a deadline after one more event about it. Pure; lifting what does not stand changes nothing. */
export const nextFiring = (
  before: Firing | undefined,
  event: FiredEvent | LiftedEvent,
): Firing | undefined => {
  if (event.kind === 'lifted') {
    return before?.id === event.id ? { ...before, liftedAt: event.at } : before;
  }
  const { deadline, id, at } = event;
  return { key: deadline.key, id, round: (before?.round ?? -1) + 1, firedAt: at, liftedAt: null };
};
