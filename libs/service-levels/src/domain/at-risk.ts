import type { AgreementVersion, Priority } from '@app/agreements/domain';
import type { Clock } from './service-levels.js';

/** What the rule reads of an agreement version. */
export type AtRiskTerms = Pick<AgreementVersion, 'escalation'>;

/** Percentages have at most four decimals: `percent / 100` is this many whole parts of `SCALE`. */
const SCALE = 1_000_000n;

/**
 * What share of its allowance puts an open clock of this priority at risk (TERMS 8); null: none ever does, as its priority
 * is left out where levels are agreed on by priority. Without `escalation` nobody agreed on a level below the target, and
 * no number is made up for them: then it is all of it.
 */
function atRiskPercent({ escalation }: AtRiskTerms, priority: Priority | null): number | null {
  const agreed = escalation?.atRiskPercent ?? 100;
  if (typeof agreed === 'number') return agreed;
  return (priority === null ? undefined : agreed[priority]) ?? null;
}

/**
 * The support seconds from which an open clock is at risk: the fewest whole ones that reach `escalation.atRiskPercent` of
 * what is allowed; exact, whatever the size. Null: it never is.
 *
 * @param terms of the version that judges the clock
 * @example atRiskAfterSeconds({ priority: 'top', allowedSeconds: 3_600 }, { escalation: { atRiskPercent: 75, ... } }) // 2700
 */
export function atRiskAfterSeconds(
  { priority, allowedSeconds }: Pick<Clock, 'priority' | 'allowedSeconds'>,
  terms: AtRiskTerms,
): number | null {
  const percent = atRiskPercent(terms, priority);
  if (percent === null || allowedSeconds === null) return null;
  const parts = BigInt(allowedSeconds) * BigInt(Math.round(percent * 10_000));
  return Number((parts + SCALE - 1n) / SCALE);
}

/**
 * Is a clock at risk: still open, not breached, and little of what it is allowed is left? A paused clock stays at risk.
 *
 * @param terms of the version that judges the clock
 */
export function isAtRisk(
  clock: Pick<Clock, 'state' | 'priority' | 'allowedSeconds' | 'elapsedSeconds'>,
  terms: AtRiskTerms,
): boolean {
  if (clock.state !== 'running' && clock.state !== 'paused') return false;
  const after = atRiskAfterSeconds(clock, terms);
  return after !== null && clock.elapsedSeconds >= after;
}
