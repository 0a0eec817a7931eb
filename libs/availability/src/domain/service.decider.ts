import { ACCEPTED, checkReference, refuse, type Decision } from '@app/facts';
import { monthBounds } from '@app/support-time';
import type { ServiceFact } from './service-fact.js';

/** Where on earth a month begins first: UTC+14. */
const EARLIEST_SECONDS = 14 * 3_600;

/**
 * Whether a fact of a service makes sense where it is said now, over REST.
 *
 * Codes: `MONTH_NOT_BEGUN` (nothing can have been published about it when it was captured), `FACT_UNKNOWN`.
 *
 * @param recorded facts of the service, in order of recording
 */
export function decideServiceFact(recorded: readonly ServiceFact[], fact: ServiceFact): Decision {
  if (fact.type === 'FactRetracted') return checkReference(recorded, fact);
  const begins = monthBounds('UTC', fact.data.month).from - EARLIEST_SECONDS;
  return fact.occurredAt < begins
    ? refuse('MONTH_NOT_BEGUN', `${fact.data.month} had not begun when this was captured.`)
    : ACCEPTED;
}
