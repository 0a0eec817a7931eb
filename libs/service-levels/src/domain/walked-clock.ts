import type { CompiledVersion, Metric, Priority } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import type { Allowance } from './allowance.js';
import type { Due } from './due.js';
import type { Pause } from './pauses.js';
import type { RiskWatch } from './risk-watch.js';
import type { Stretch } from './segments.js';
import type { Step } from './steps.js';

/** What one walk needs: the ticket's steps, and what is particular to this clock. */
export interface WalkInput {
  readonly metric: Metric;
  readonly version: CompiledVersion;
  /** R, and the fact that made the ticket an incident. */
  readonly startsAt: EpochSecond;
  readonly startedBy: string;
  readonly priority: Priority | null;
  readonly steps: readonly Step[];
  /** Accepted exclusions with an interval; none for a gross clock. */
  readonly pauses: readonly Pause[];
  /** `at`, or where the ticket leaves measurement. */
  readonly until: EpochSecond;
  /** Told of the clock's way, where somebody wants to know when it came to be at risk. */
  readonly watch?: RiskWatch;
}

/** How a clock ended up: its verdict with the allowance it was given under, or none yet. */
export type Verdict =
  | {
      readonly kind: 'breached';
      readonly decidedAt: EpochSecond;
      readonly due: Due;
      readonly allowance: Allowance;
    }
  | {
      readonly kind: 'met';
      readonly decidedAt: EpochSecond;
      readonly due: Due;
      readonly allowance: Allowance;
    }
  | { readonly kind: 'undecided'; readonly standing: 'not-started' | 'running' | 'paused'; readonly due: Due }
  | { readonly kind: 'not-measured' };

export interface WalkedClock {
  readonly verdict: Verdict;
  readonly allowance: Allowance;
  readonly elapsedSeconds: number;
  readonly startedAt: EpochSecond | null;
  readonly stoppedAt: EpochSecond | null;
  readonly stretches: readonly Stretch[];
}
