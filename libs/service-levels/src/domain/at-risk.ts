import type { AgreementVersion } from '@app/agreements/domain';
import type { Clock } from './service-levels.js';

/** What the rule reads of an agreement version. */
export type AtRiskTerms = Pick<AgreementVersion, 'escalation'>;

/** An agreement states at most four decimals. */
const SCALE = 10_000;

/**
 * The support seconds from which an open clock is at risk: the first whole second that reaches
 * `escalation.atRiskPercent` of what is allowed (TERMS 8). Without `escalation` nobody agreed on a level below the
 * target, and no number is made up for them: then a clock is at risk once all it may use is used.
 *
 * @example atRiskAfterSeconds(3_600, { escalation: { atRiskPercent: 75, ... } }) // 2700
 */
export function atRiskAfterSeconds(allowedSeconds: number, { escalation }: AtRiskTerms): number {
  const percent = Math.round((escalation?.atRiskPercent ?? 100) * SCALE);
  return Math.ceil((percent * allowedSeconds) / (100 * SCALE));
}

/**
 * Is a clock at risk: still open, not breached, and little of what it is allowed is left? A paused clock stays at risk.
 *
 * @param terms of the version that judges the clock
 */
export const isAtRisk = (
  { state, allowedSeconds, elapsedSeconds }: Pick<Clock, 'state' | 'allowedSeconds' | 'elapsedSeconds'>,
  terms: AtRiskTerms,
): boolean =>
  (state === 'running' || state === 'paused') &&
  allowedSeconds !== null &&
  elapsedSeconds >= atRiskAfterSeconds(allowedSeconds, terms);
