import type { Metric } from '@app/agreements/domain';
import type { Basis } from '../service-levels.js';

/** What the meeting reads. */
export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A stretch of a clock in words: local times, and how much support time lay in it. */
export interface ToldStretch {
  readonly from: string;
  readonly to: string;
  readonly duration: string;
}

/** Every sentence of an explanation, once in each language. Names, times and durations come in ready to be read. */
export interface Texts {
  readonly metric: Readonly<Record<Metric, string>>;
  readonly basis: Readonly<Record<Basis, string>>;
  duration(hours: number, minutes: number, seconds: number): string;
  /** What is measured, and against which target of which clause. */
  target(clock: string, priority: string, duration: string, clause: string): string;
  notMeasured(clock: string): string;
  excluded(clock: string): string;
  /** The fact that a stretch began with. */
  fact(type: string, by: string | undefined): string;
  ran(stretch: ToldStretch, since: string): string;
  paused(stretch: ToldStretch, reasons: string): string;
  notStarted(stretch: ToldStretch): string;
  resolved(stretch: ToldStretch): string;
  earlierAttempt(stretch: ToldStretch): string;
  /** Outside support hours a stretch costs nothing, and says so. */
  nothingCounted: string;
  reason(label: string, clause: string | null): string;
  elapsed(elapsed: string, allowed: string): string;
  allowance(allowed: string, target: string): string;
  due(dueAt: string): string;
  dueUntil(dueAt: string, breachesAt: string): string;
  met(at: string): string;
  breachedByTime(at: string, overrun: string): string;
  breachedByEvent(at: string, overrun: string): string;
  running(remaining: string): string;
  held: string;
  waitingForCause: string;
  cancelled(because: string, at: string): string;
  superseded(because: string, at: string): string;
  month(month: string): string;
}
