import type { CompiledVersion } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import type { Clock, ClockState, Segment } from '../service-levels.js';
import { clockTexts, spokenDuration, spokenInstant, spokenMonth } from './spoken.js';
import type { Language, Texts } from './texts.js';

/**
 * Tells a clock in sentences: the target and its clause, what each stretch cost and why it did not count, when it was
 * due, and what decided it. Times are wall clock of the agreement's zone.
 *
 * @param facts the ticket's facts, which the stretches began with
 * @example explain(clock, version, facts, 'en')[0]
 * // 'The response clock of priority High may use 9 h of support time (clause 3.2).'
 */
export function explain(
  clock: Clock,
  version: CompiledVersion,
  facts: readonly TicketFact[],
  language: Language,
): string[] {
  return new Explanation(clock, version, facts, language).sentences();
}

class Explanation {
  private readonly texts: Texts;
  private readonly name: string;

  constructor(
    private readonly clock: Clock,
    private readonly version: CompiledVersion,
    private readonly facts: readonly TicketFact[],
    private readonly language: Language,
  ) {
    this.texts = clockTexts(language);
    this.name = `${this.texts.metric[clock.metric]} (${this.texts.basis[clock.basis]})`;
  }

  sentences(): string[] {
    const { state, priority, targetSeconds, clause } = this.clock;
    if (state === 'excluded') return [this.texts.excluded(this.name)];
    if (state === 'not-measured' || priority === null || targetSeconds === null || clause === null)
      return [this.texts.notMeasured(this.name)];
    const { label } = this.version.terms.priorities[priority];
    return [
      this.texts.target(this.name, label[this.language], this.duration(targetSeconds), clause),
      ...this.clock.segments.map((segment) => this.stretch(segment)),
      ...this.total(targetSeconds),
      ...this.verdict(state),
    ];
  }

  private stretch(segment: Segment): string {
    const told = {
      from: this.instant(segment.from),
      to: this.instant(segment.to),
      duration: segment.seconds === 0 ? this.texts.nothingCounted : this.duration(segment.seconds),
    };
    switch (segment.kind) {
      case 'running':
        return this.texts.ran(told, this.fact(segment.factId));
      case 'paused':
        return this.texts.paused(told, (segment.reasons ?? []).map((code) => this.reason(code)).join(', '));
      case 'not-started':
        return this.texts.notStarted(told);
      case 'resolved':
        return this.texts.resolved(told);
      case 'earlier-attempt':
        return this.texts.earlierAttempt(told);
    }
  }

  private total(targetSeconds: number): string[] {
    const { elapsedSeconds, allowedSeconds, dueAt, breachesAt } = this.clock;
    const allowed = allowedSeconds ?? targetSeconds;
    const sentences = [this.texts.elapsed(this.duration(elapsedSeconds), this.duration(allowed))];
    if (allowed !== targetSeconds) {
      sentences.unshift(this.texts.allowance(this.duration(allowed), this.duration(targetSeconds)));
    }
    if (dueAt === null) return sentences;
    const due = this.instant(dueAt);
    const isApart = breachesAt !== null && breachesAt !== dueAt;
    return [...sentences, isApart ? this.texts.dueUntil(due, this.instant(breachesAt)) : this.texts.due(due)];
  }

  private verdict(state: Exclude<ClockState, 'excluded' | 'not-measured'>): string[] {
    const { decidedAt, elapsedSeconds, allowedSeconds, dueAt, cancelledAt, cancelledBecause, month } =
      this.clock;
    const counted = month === null ? [] : [this.texts.month(spokenMonth(month, this.language))];
    const decided = decidedAt === null ? '' : this.instant(decidedAt);
    const over = this.duration(elapsedSeconds - (allowedSeconds ?? 0));
    const because = this.texts.fact(cancelledBecause ?? '', undefined);
    const cancelled = cancelledAt === null ? '' : this.instant(cancelledAt);
    switch (state) {
      case 'met':
        return [this.texts.met(decided), ...counted];
      case 'breached':
        return [
          dueAt === null
            ? this.texts.breachedByEvent(decided, over)
            : this.texts.breachedByTime(decided, over),
          ...counted,
        ];
      case 'running':
        return [this.texts.running(this.duration((allowedSeconds ?? 0) - elapsedSeconds))];
      case 'paused':
        return [this.texts.held];
      case 'not-started':
        return [this.texts.waitingForCause];
      case 'cancelled':
        return [this.texts.cancelled(because, cancelled)];
      case 'superseded':
        return [this.texts.superseded(because, cancelled)];
    }
  }

  private fact(factId: string): string {
    const fact = this.facts.find(({ id }) => id === factId);
    return this.texts.fact(fact?.type ?? factId, fact?.by);
  }

  private reason(code: string): string {
    const known = this.version.terms.waitingReasons[code];
    return this.texts.reason(known?.label[this.language] ?? code, known?.clause ?? null);
  }

  private duration(seconds: number): string {
    return spokenDuration(seconds, this.language);
  }

  private instant(at: EpochSecond): string {
    return spokenInstant(at, this.version.calendar.timeZone, this.language);
  }
}
