import type { EpochSecond, SupportCalendar } from '@app/support-time';
import { addStretch, asEarlierAttempt, type Stretch } from './segments.js';

/** A stretch on which a clock ran, and what had elapsed when it began. */
interface Run {
  readonly from: EpochSecond;
  readonly seconds: number;
  readonly before: number;
}

/** What a clock has been through so far, and how much of it counts (MEASURING 5: elapsed). */
export class ElapsedTime {
  private passed: Stretch[] = [];
  private runs: Run[] = [];
  private total = 0;
  private newAttemptAt: EpochSecond | null = null;

  constructor(private readonly calendar: SupportCalendar) {}

  /** Support seconds that ran, of the present attempt. */
  get elapsed(): number {
    return this.total;
  }

  get stretches(): readonly Stretch[] {
    return this.passed;
  }

  count(stretch: Stretch): void {
    addStretch(this.passed, stretch);
    if (stretch.kind !== 'running') return;
    this.runs.push({ from: stretch.from, seconds: stretch.seconds, before: this.total });
    this.total += stretch.seconds;
  }

  /** What ran so far belongs to an earlier attempt; `at`: where the new one begins, null while it has not started. */
  attemptAnew(at: EpochSecond | null): void {
    this.newAttemptAt = at;
    this.passed = asEarlierAttempt(this.passed);
    this.runs = [];
    this.total = 0;
  }

  /**
   * The first instant on the way so far at which elapsed reached `allowed`; null while it has not. Nothing allowed is
   * reached where the clock, or its new attempt, began, held or not.
   */
  reachedAt(allowed: number, startedAt: EpochSecond | null): EpochSecond | null {
    if (allowed === 0) return this.newAttemptAt ?? startedAt;
    const run = this.runs.find(({ before, seconds }) => before + seconds >= allowed);
    // An allowance may have shrunk to what had elapsed before this stretch began.
    return run ? (this.calendar.after(run.from, Math.max(0, allowed - run.before))?.firstAt ?? null) : null;
  }
}
