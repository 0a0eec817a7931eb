import type { CompiledVersion, Metric, Priority } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import { changedAllowance, startingAllowance, type Allowance } from './allowance.js';
import { clockRule, type ClockRule } from './clock-rule.js';
import { dueFrom, NOT_DUE, reachedAt, type Due, type Run } from './due.js';
import { holdOf, nextEdge, type Pause } from './pauses.js';
import { addStretch, asEarlierAttempt, NO_REASONS, type Stretch } from './segments.js';
import type { OpenWait, Step } from './steps.js';

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

type Breach = Extract<Verdict, { kind: 'breached' }>;

/** Walks forward in time through the steps of a ticket and looks at the verdict after each (MEASURING 5 and 6). */
export function walkClock(input: WalkInput): WalkedClock {
  const walk = new ClockWalk(input);
  for (const step of input.steps) {
    walk.advance(step.at);
    walk.take(step);
    if (walk.isOver) break;
  }
  if (!walk.isOver) walk.advance(input.until);
  return walk.done();
}

class ClockWalk {
  private readonly rule: ClockRule;
  private stretches: Stretch[] = [];
  /** What the time since the stop would have been, had the clock not stopped. */
  private gap: Stretch[] = [];
  private runs: Run[] = [];
  private cursor: EpochSecond;
  private opener: string;
  private started: boolean;
  private causeAt: EpochSecond | null = null;
  private startedAt: EpochSecond | null;
  private stoppedAt: EpochSecond | null = null;
  private elapsed = 0;
  private allowance: Allowance;
  /** The allowance at the stop that stands: a change after it does not touch a decided clock. */
  private allowanceAtStop: Allowance | null = null;
  private breach: Breach | null = null;
  private waits: readonly OpenWait[] = [];

  constructor(private readonly input: WalkInput) {
    this.rule = clockRule(input.metric, input.version.terms.clocks);
    this.cursor = input.startsAt;
    this.opener = input.startedBy;
    this.started = !this.rule.startsAtRootCause;
    this.startedAt = this.started ? input.startsAt : null;
    this.allowance = startingAllowance(input.version, input.metric, input.priority);
  }

  /** A stopped clock that no reopening starts again has nothing to come. */
  get isOver(): boolean {
    return this.stoppedAt !== null && !this.rule.reopens;
  }

  advance(to: EpochSecond): void {
    while (this.cursor < to) {
      const edge = nextEdge(this.input.pauses, this.cursor, to);
      this.pass(this.cursor, edge);
      this.cursor = edge;
    }
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'priority':
        this.changePriority(step.at, step.to);
        return;
      case 'waits':
        this.waits = step.open;
        break;
      case 'root-cause':
        this.establish(step.at);
        break;
      case 'response':
        if (this.rule.stopsAt.has('response')) this.stop(step.at);
        break;
      case 'resolved':
        this.waits = [];
        if (this.rule.stopsAt.has('resolution')) this.stop(step.at);
        break;
      case 'reopened':
        this.waits = [];
        if (this.rule.reopens) this.reopen(step.at);
        break;
    }
    this.opener = step.factId;
  }

  done(): WalkedClock {
    return {
      verdict: this.verdict(),
      allowance: this.breach?.allowance ?? this.allowanceAtStop ?? this.allowance,
      elapsedSeconds: this.elapsed,
      startedAt: this.startedAt,
      stoppedAt: this.stoppedAt,
      stretches: this.stretches,
    };
  }

  private get calendar() {
    return this.input.version.calendar;
  }

  /** A stretch without edges inside: it runs, is held, has not started, or lies after the stop. */
  private pass(from: EpochSecond, to: EpochSecond): void {
    const seconds = this.calendar.between(from, to);
    const hold = this.started ? holdOf(this.waits, this.rule.pausedBy, this.input.pauses, from) : null;
    if (hold) this.opener = hold.factId;
    const kind = !this.started ? 'not-started' : hold ? 'paused' : 'running';
    const stretch = {
      from,
      to,
      kind,
      seconds,
      factId: this.opener,
      reasons: hold?.reasons ?? NO_REASONS,
    } as const;
    if (this.stoppedAt !== null) {
      this.gap.push(stretch);
      return;
    }
    this.count(stretch);
    this.breachByTime();
  }

  private count(stretch: Stretch): void {
    addStretch(this.stretches, stretch);
    if (stretch.kind !== 'running') return;
    this.runs.push({ from: stretch.from, seconds: stretch.seconds, before: this.elapsed });
    this.elapsed += stretch.seconds;
  }

  private get isUsedUp(): boolean {
    const { allowedSeconds } = this.allowance;
    return this.breach === null && allowedSeconds !== null && this.elapsed > allowedSeconds;
  }

  private breachByTime(): void {
    const run = this.runs.at(-1);
    const { allowedSeconds } = this.allowance;
    if (!this.isUsedUp || run === undefined || allowedSeconds === null) return;
    const lastAt = this.calendar.after(run.from, allowedSeconds - run.before)?.lastAt ?? run.from;
    const due = { dueAt: reachedAt(this.calendar, this.runs, allowedSeconds), breachesAt: lastAt };
    this.breach = { kind: 'breached', decidedAt: lastAt, due, allowance: this.allowance };
  }

  /** Breached by what somebody did, not by time: nothing was due. */
  private breachAt(at: EpochSecond): void {
    if (this.isUsedUp)
      this.breach = { kind: 'breached', decidedAt: at, due: NOT_DUE, allowance: this.allowance };
  }

  private changePriority(at: EpochSecond, to: Priority): void {
    if (this.breach) return;
    const after = startingAllowance(this.input.version, this.input.metric, to);
    const mode = this.input.version.terms.clocks.priorityChange;
    this.allowance = changedAllowance(mode, this.allowance, after, this.elapsedAtChange());
    if (this.stoppedAt === null) this.breachAt(at);
  }

  /** Once reopened, a clock that never stopped has run through the gap as well. */
  private elapsedAtChange(): number {
    if (this.rule.reopening !== 'never-stopped') return this.elapsed;
    return this.gap.reduce(
      (sum, { kind, seconds }) => (kind === 'running' ? sum + seconds : sum),
      this.elapsed,
    );
  }

  private establish(at: EpochSecond): void {
    if (!this.rule.startsAtRootCause) return;
    this.started = true;
    this.causeAt = at;
    if (this.stoppedAt === null) this.startedAt = at;
  }

  private stop(at: EpochSecond): void {
    if (this.stoppedAt !== null) return;
    this.stoppedAt = at;
    this.allowanceAtStop = this.allowance;
  }

  private reopen(at: EpochSecond): void {
    const { reopening } = this.rule;
    for (const stretch of this.gap) {
      const counts = reopening === 'never-stopped' && stretch.kind !== 'not-started';
      this.count(
        counts ? stretch : { ...stretch, kind: 'resolved', factId: this.gap[0]?.factId ?? stretch.factId },
      );
    }
    this.gap = [];
    this.stoppedAt = null;
    this.allowanceAtStop = null;
    if (this.started) this.startedAt ??= reopening === 'never-stopped' ? this.causeAt : at;
    if (reopening === 'new-attempt' && this.breach === null) this.attemptAnew();
    this.breachAt(at);
  }

  private attemptAnew(): void {
    this.stretches = asEarlierAttempt(this.stretches);
    this.runs = [];
    this.elapsed = 0;
    this.allowance = startingAllowance(this.input.version, this.input.metric, this.allowance.priority);
  }

  private verdict(): Verdict {
    if (this.breach) return this.breach;
    const allowance = this.allowanceAtStop ?? this.allowance;
    if (allowance.allowedSeconds === null) return { kind: 'not-measured' };
    if (this.stoppedAt !== null) {
      const due = this.dueAfter(this.stoppedAt, allowance.allowedSeconds, []);
      return { kind: 'met', decidedAt: this.stoppedAt, due, allowance };
    }
    if (!this.started) return { kind: 'undecided', standing: 'not-started', due: NOT_DUE };
    if (holdOf(this.waits, this.rule.pausedBy, this.input.pauses, this.input.until)) {
      return { kind: 'undecided', standing: 'paused', due: NOT_DUE };
    }
    const due = this.dueAfter(this.input.until, allowance.allowedSeconds, this.input.pauses);
    return { kind: 'undecided', standing: 'running', due };
  }

  /** Due of a clock that runs on from `at`; a clock that never started is due at no time. */
  private dueAfter(at: EpochSecond, allowed: number, pauses: readonly Pause[]): Due {
    if (this.startedAt === null) return NOT_DUE;
    const due = dueFrom(this.calendar, at, allowed - this.elapsed, pauses);
    return { dueAt: reachedAt(this.calendar, this.runs, allowed) ?? due.dueAt, breachesAt: due.breachesAt };
  }
}
