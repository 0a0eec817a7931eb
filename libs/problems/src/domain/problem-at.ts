import { compareDates, inOrder, standing } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { ProblemFact } from './problem-fact.js';

type Registration = Extract<ProblemFact, { type: 'ProblemRegistered' }>;

/** A problem's facts that count at an instant, as they are applied. */
export interface ProblemAt {
  readonly registration: Registration | undefined;
  /** The facts after the registration, in order; none is dated before it any more. */
  readonly facts: readonly ProblemFact[];
}

/**
 * Which facts of a problem count at `at`, and in which order, as tickets have it (MEASURING 1 and 2): what is retracted
 * is gone, the earliest registration comes first and others are ignored, and what is dated before it follows at its
 * instant.
 *
 * @param recorded in order of recording
 */
export function problemAt(recorded: readonly ProblemFact[], at: EpochSecond): ProblemAt {
  const ordered = inOrder(standing(recorded).facts.filter(({ occurredAt }) => occurredAt <= at));
  const registration = ordered.find((fact): fact is Registration => fact.type === 'ProblemRegistered');
  if (registration === undefined) return { registration, facts: ordered };
  const { occurredAt, fraction } = registration;
  const others = ordered.filter(({ type }) => type !== 'ProblemRegistered');
  const facts = others.map((fact) =>
    compareDates(fact, registration) < 0 ? { ...fact, occurredAt, fraction } : fact,
  );
  return { registration, facts };
}

/** Whose problem it is: its earliest registration says so, whenever that is dated; undefined without one. */
export const problemService = (
  recorded: readonly ProblemFact[],
): Pick<Registration['data'], 'customerId' | 'serviceId'> | undefined =>
  problemAt(recorded, Infinity).registration?.data;
