import type { Priority } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import { changedAllowance, startingAllowance, type Allowance } from './allowance.js';
import { clockRule, type ClockRule } from './clock-rule.js';
import { dueFrom, NOT_DUE, type Due } from './due.js';
import { ElapsedTime } from './elapsed-time.js';
import { holdOf, nextEdge, type Pause } from './pauses.js';
import { NO_REASONS, type Stretch } from './segments.js';
import type { OpenWait, Step } from './steps.js';
import type { Verdict, WalkedClock, WalkInput } from './walked-clock.js';

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
  private readonly time: ElapsedTime;
  /** What the time since the stop would have been, had the clock not stopped. */
  private gap: Stretch[] = [];
  private cursor: EpochSecond;
  private opener: string;
  private started: boolean;
  private causeAt: EpochSecond | null = null;
  private startedAt: EpochSecond | null;
  private stoppedAt: EpochSecond | null = null;
  private allowance: Allowance;
  /** The allowance at the stop that stands: a change after it does not touch a decided clock. */
  private allowanceAtStop: Allowance | null = null;
  private breach: Breach | null = null;
  private waits: readonly OpenWait[] = [];

  constructor(private readonly input: WalkInput) {
    this.rule = clockRule(input.metric, input.version.terms.clocks);
    this.time = new ElapsedTime(input.version.calendar);
    this.cursor = input.startsAt;
    this.opener = input.startedBy;
    this.started = !this.rule.startsAtRootCause;
    this.startedAt = this.started ? input.startsAt : null;
    this.allowance = startingAllowance(input.version, input.metric, input.priority);
  }

  /** A stopped clock that no reopening starts again has nothing to come, another stop included. */
  get isOver(): boolean {
    return this.stoppedAt !== null && !this.rule.reopens;
  }

  advance(to: EpochSecond): void {
    while (this.cursor < to) {
      this.look();
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
        if (this.rule.stopsAt.includes('response')) this.stop(step.at);
        break;
      case 'resolved':
        this.waits = [];
        if (this.rule.stopsAt.includes('resolution')) this.stop(step.at);
        break;
      case 'reopened':
        this.waits = [];
        if (this.rule.reopens) this.reopen(step.at);
        break;
    }
    this.opener = step.factId;
  }

  done(): WalkedClock {
    this.look();
    return {
      verdict: this.verdict(),
      allowance: this.breach?.allowance ?? this.allowanceAtStop ?? this.allowance,
      elapsedSeconds: this.time.elapsed,
      startedAt: this.startedAt,
      stoppedAt: this.stoppedAt,
      stretches: this.time.stretches,
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
    const before = this.time.elapsed;
    this.time.count(stretch);
    if (kind !== 'running') return;
    this.input.watch?.ran(from, to, before, this.allowance);
    this.breachByTime(from, before);
  }

  /** All facts up to and within the second of the cursor are applied. */
  private look(): void {
    if (this.stoppedAt === null && this.started)
      this.input.watch?.look(this.cursor, this.time.elapsed, this.allowance);
  }

  /** What was allowed of a clock that has used more of it, and did not breach before; null otherwise. */
  private get exceeded(): number | null {
    const { allowedSeconds } = this.allowance;
    const isExceeded = this.breach === null && allowedSeconds !== null && this.time.elapsed > allowedSeconds;
    return isExceeded ? allowedSeconds : null;
  }

  /** Breached, it may be, on the stretch that ran last: from an instant at which so much had elapsed before. */
  private breachByTime(from: EpochSecond, before: number): void {
    const allowed = this.exceeded;
    if (allowed === null) return;
    const breachesAt = this.calendar.after(from, allowed - before)?.lastAt ?? from;
    const due = { dueAt: this.time.reachedAt(allowed, this.startedAt), breachesAt };
    this.breach = { kind: 'breached', decidedAt: breachesAt, due, allowance: this.allowance };
  }

  /** Breached by what somebody did, not by time: nothing was due. */
  private breachAt(at: EpochSecond): void {
    if (this.exceeded !== null)
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
    if (this.rule.reopening !== 'never-stopped') return this.time.elapsed;
    return this.gap.reduce(
      (sum, { kind, seconds }) => (kind === 'running' ? sum + seconds : sum),
      this.time.elapsed,
    );
  }

  private establish(at: EpochSecond): void {
    if (!this.rule.startsAtRootCause) return;
    this.started = true;
    this.causeAt = at;
    if (this.stoppedAt === null) this.startedAt = at;
  }

  private stop(at: EpochSecond): void {
    this.stoppedAt = at;
    this.allowanceAtStop = this.allowance;
  }

  private reopen(at: EpochSecond): void {
    const { reopening } = this.rule;
    for (const stretch of this.gap) {
      const counts = reopening === 'never-stopped' && stretch.kind !== 'not-started';
      this.time.count(counts ? stretch : { ...stretch, kind: 'resolved' });
    }
    this.gap = [];
    this.stoppedAt = null;
    this.allowanceAtStop = null;
    if (this.started) this.startedAt ??= reopening === 'never-stopped' ? this.causeAt : at;
    if (reopening === 'new-attempt' && this.breach === null) this.attemptAnew(at);
    this.breachAt(at);
  }

  private attemptAnew(at: EpochSecond): void {
    this.time.attemptAnew(this.started ? at : null);
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
    const { dueAt, breachesAt } = dueFrom(this.calendar, at, allowed - this.time.elapsed, pauses);
    return { dueAt: this.time.reachedAt(allowed, this.startedAt) ?? dueAt, breachesAt };
  }
}
