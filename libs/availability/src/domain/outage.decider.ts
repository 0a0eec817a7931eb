import { ACCEPTED, checkReference, factsBefore, refuse, standing, type Decision } from '@app/facts';
import type { OutageFact, OutageFactType } from './outage-fact.js';

/** Facts about other facts: they count as soon as they are known, whatever the outage's state (MEASURING 1). */
const ABOUT_FACTS: ReadonlySet<OutageFactType> = new Set([
  'OutageCorrected',
  'ExclusionProposed',
  'ExclusionAccepted',
  'ExclusionRejected',
  'FactRetracted',
]);

/**
 * Whether a fact makes sense where it is said now, over REST: judged by the outage's state at the fact's
 * `occurredAt`, all recorded facts considered.
 *
 * Codes: `OUTAGE_NOT_FOUND` (no start), `OUTAGE_EXISTS`, `BEFORE_START`, `OUTAGE_ENDED`, `DISASTER_NOT_DECLARED`,
 * `EXCLUSION_UNKNOWN`, `FACT_UNKNOWN`.
 *
 * @param recorded facts of the outage, in order of recording
 */
export function decideOutageFact(recorded: readonly OutageFact[], fact: OutageFact): Decision {
  const started = standing(recorded).facts.some(({ type }) => type === 'OutageStarted');
  if (fact.type === 'OutageStarted') {
    return started
      ? refuse('OUTAGE_EXISTS', 'The outage is recorded already: correct it instead.')
      : ACCEPTED;
  }
  if (!started && !(fact.type === 'FactRetracted' && recorded.length > 0)) {
    return refuse('OUTAGE_NOT_FOUND', 'No start of this outage is recorded: record it first.');
  }
  return ABOUT_FACTS.has(fact.type)
    ? checkReference(recorded, fact)
    : decideAt(factsBefore(recorded, fact), fact);
}

function decideAt(history: readonly OutageFact[], fact: OutageFact): Decision {
  const has = (wanted: OutageFactType): boolean => history.some(({ type }) => type === wanted);
  if (!has('OutageStarted')) {
    return refuse(
      'BEFORE_START',
      'The outage started later: give an instant from then on, or correct the outage.',
    );
  }
  switch (fact.type) {
    case 'OutageEnded':
    case 'DisasterDeclared':
      return hasEnded(history)
        ? refuse('OUTAGE_ENDED', 'The outage has ended: correct it instead.')
        : ACCEPTED;
    case 'FailoverCompleted':
      return has('DisasterDeclared')
        ? ACCEPTED
        : refuse('DISASTER_NOT_DECLARED', 'No disaster has been declared for this outage.');
    default:
      return ACCEPTED;
  }
}

/** An end that an import dates before the start is none (MEASURING 9). */
function hasEnded(history: readonly OutageFact[]): boolean {
  const start = history.findIndex(({ type }) => type === 'OutageStarted');
  return history.slice(start).some(({ type }) => type === 'OutageEnded');
}
