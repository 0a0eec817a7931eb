import { ACCEPTED, refuse, type Decision } from './decision.js';
import type { TimedFact } from './fact.js';
import { compareDates, inOrder } from './order.js';
import { standing } from './retraction.js';

type Recorded = Pick<TimedFact, 'id' | 'type' | 'occurredAt' | 'fraction' | 'sequence'> & {
  readonly data: unknown;
};

/**
 * Standing facts that come before a fact about to be recorded, in order: a decider's history. Of one instant and
 * `sequence`, all that is recorded already comes before it.
 *
 * @param recorded facts of one target, in order of recording
 */
export function factsBefore<F extends Recorded>(recorded: readonly F[], fact: Recorded): F[] {
  return inOrder(standing(recorded).facts).filter(
    (earlier) => (compareDates(earlier, fact) || earlier.sequence - fact.sequence) <= 0,
  );
}

/**
 * Whether what a fact about facts refers to is there: the exclusion that a decision names has been proposed and not
 * retracted, the fact that a retraction names is recorded. Facts about facts count whenever they were recorded
 * (MEASURING 1), so no instant is looked at.
 */
export function checkReference(recorded: readonly Recorded[], fact: Recorded): Decision {
  switch (fact.type) {
    case 'ExclusionAccepted':
    case 'ExclusionRejected': {
      const { exclusionId } = fact.data as { exclusionId: string };
      const proposed = standing(recorded).facts.some(
        ({ type, data }) =>
          type === 'ExclusionProposed' && (data as { exclusionId: string }).exclusionId === exclusionId,
      );
      return proposed
        ? ACCEPTED
        : refuse('EXCLUSION_UNKNOWN', `No exclusion ${exclusionId} has been proposed here.`);
    }
    case 'FactRetracted': {
      const { factId } = fact.data as { factId: string };
      const known = recorded.some(({ id }) => id === factId);
      return known ? ACCEPTED : refuse('FACT_UNKNOWN', `No fact ${factId} is recorded here.`);
    }
    default:
      return ACCEPTED;
  }
}
