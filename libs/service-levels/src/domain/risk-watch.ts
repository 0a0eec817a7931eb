import type { EpochSecond, SupportCalendar } from '@app/support-time';
import type { Allowance } from './allowance.js';
import { atRiskAfterSeconds, type AtRiskTerms } from './at-risk.js';

/** An instant at which a clock came to be at risk, and what it was allowed then. */
export interface RiskMoment {
  readonly at: EpochSecond;
  readonly allowance: Allowance;
}

/**
 * Watches a walk for the seconds at which its clock comes to be at risk: open, and elapsed at least the share of what is
 * allowed there. Looked at once all facts of a second are applied. What was at risk stays so while the clock is stopped,
 * and is at risk anew only after it had more room in between (a lower priority, a new attempt).
 */
export class RiskWatch {
  readonly moments: RiskMoment[] = [];
  private isAtRisk = false;

  constructor(
    private readonly terms: AtRiskTerms,
    private readonly calendar: SupportCalendar,
  ) {}

  /** Seconds of support time until the clock is at risk; null where it is already, or never will be. */
  ahead(elapsed: number, allowance: Allowance): number | null {
    const limit = this.limitOf(allowance);
    return this.isAtRisk || limit === null ? null : Math.max(0, limit - elapsed);
  }

  /** The clock is open at a second of which all facts are applied. */
  look(at: EpochSecond, elapsed: number, allowance: Allowance): void {
    const limit = this.limitOf(allowance);
    const isReached = limit !== null && elapsed >= limit;
    if (isReached && !this.isAtRisk) this.moments.push({ at, allowance });
    this.isAtRisk = isReached;
  }

  /** The clock ran through `[from, to)`; at `to` other facts may count, so that second is looked at by itself. */
  ran(from: EpochSecond, to: EpochSecond, elapsedBefore: number, allowance: Allowance): void {
    const ahead = this.ahead(elapsedBefore, allowance);
    const at = ahead === null ? undefined : this.calendar.after(from, ahead)?.firstAt;
    if (at === undefined || at >= to) return;
    this.moments.push({ at, allowance });
    this.isAtRisk = true;
  }

  private limitOf(allowance: Allowance): number | null {
    return atRiskAfterSeconds(allowance, this.terms);
  }
}
