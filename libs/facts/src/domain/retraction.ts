import type { TimedFact } from './fact.js';

interface Retracting extends Pick<TimedFact, 'id' | 'type'> {
  readonly data: unknown;
}

/** What is left of a target's facts once its retractions have been honoured. */
export interface Standing<F> {
  /** In the order given, without retracted facts and without the retractions themselves. */
  readonly facts: readonly F[];
  /** Retractions that reached for another retraction, and so did nothing: finding `RETRACTION_RETRACTED`. */
  readonly idle: readonly F[];
}

/**
 * Facts that count: a retracted fact counts as if it had never been, and retracting a retraction does nothing
 * (MEASURING 1). A retraction counts as soon as it is known, so no instant is asked for.
 */
export function standing<F extends Retracting>(facts: readonly F[]): Standing<F> {
  const retractions = facts.filter((fact) => fact.type === 'FactRetracted');
  if (retractions.length === 0) return { facts, idle: [] };
  const ids = new Set(retractions.map((fact) => fact.id));
  const targetOf = (fact: F) => (fact.data as { factId: string }).factId;
  const idle = retractions.filter((fact) => ids.has(targetOf(fact)));
  const retracted = new Set(retractions.map(targetOf).filter((id) => !ids.has(id)));
  return {
    facts: facts.filter((fact) => fact.type !== 'FactRetracted' && !retracted.has(fact.id)),
    idle,
  };
}
