// @ts-check
import { readInstant } from './time.mjs';

/** The fact that an event records: `at` is the second at which it was so, `fraction` the digits below it. */
export function factOf({ type, data: { id, occurredAt, sequence = 0, data = {} } }) {
  const { second, fraction } = readInstant(occurredAt);
  return { id, type, at: second, fraction, sequence, data };
}

export const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Negative where `a` is the earlier one, in full precision. */
export const compareDates = (a, b) => a.at - b.at || compareText(a.fraction, b.fraction);

/** The facts that stand, as they are applied; given in order of recording (MEASURING 1). `idle`: retractions of retractions. */
export function standing(recorded) {
  const retractions = recorded.filter(({ type }) => type === 'FactRetracted');
  const ids = new Set(retractions.map(({ id }) => id));
  const gone = new Set(retractions.map(({ data }) => data.factId));
  const facts = recorded.filter(({ id, type }) => type !== 'FactRetracted' && !gone.has(id));
  return {
    facts: facts.sort((a, b) => compareDates(a, b) || a.sequence - b.sequence),
    idle: retractions.filter(({ data }) => ids.has(data.factId)),
  };
}

/** Exclusions of a ticket or an outage: the last proposal under an id, and the last decision on it (MEASURING 8). */
export function exclusionsOf(facts) {
  const last = (...types) => new Map(facts.filter(({ type }) => types.includes(type)).map((fact) => [fact.data.exclusionId, fact]));
  const decisions = last('ExclusionAccepted', 'ExclusionRejected');
  const secondOf = (text) => (text === undefined ? null : readInstant(text).second);
  return [...last('ExclusionProposed')].map(
    ([
      exclusionId,
      {
        data: { cause, from, to, metrics = null },
      },
    ]) => {
      const decision = decisions.get(exclusionId);
      const decided = decision?.type === 'ExclusionAccepted' ? 'accepted' : 'rejected';
      const state = decision ? decided : 'proposed';
      return { exclusionId, cause, from: secondOf(from), to: secondOf(to), metrics, state, decidedByFact: decision?.id ?? null };
    },
  );
}
