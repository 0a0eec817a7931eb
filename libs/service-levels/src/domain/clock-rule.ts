import type { ClockTerms, Metric } from '@app/agreements/domain';

/** What the version says of one clock, in one form for both (MEASURING 5). */
export interface ClockRule {
  readonly startsAtRootCause: boolean;
  readonly stopsAt: readonly ('response' | 'resolution')[];
  readonly pausedBy: readonly string[];
  /** Reopening starts the resolution clock again, never the response clock. */
  readonly reopens: boolean;
  readonly reopening: ClockTerms['reopening'];
}

/** The rule of one metric's clock. */
export function clockRule(metric: Metric, terms: ClockTerms): ClockRule {
  const { startsAt, stopsAt, pausedBy } = terms[metric];
  return {
    startsAtRootCause: startsAt === 'root-cause',
    stopsAt,
    pausedBy,
    reopens: metric === 'resolution',
    reopening: terms.reopening,
  };
}
