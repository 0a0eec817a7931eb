import fc from 'fast-check';
import { reachesPercent, type EscalationTerms, type Priority } from '@app/agreements/domain';
import { atRiskAfterSeconds, isAtRisk } from './at-risk.js';
import type { ClockState } from './service-levels.js';

const terms = (atRiskPercent: EscalationTerms['atRiskPercent']) => ({
  escalation: {
    atRiskPercent,
    levels: [],
    noticesInSupportHoursOnly: true,
    clause: '2.8',
  } as EscalationTerms,
});

const clock = (elapsedSeconds: number, state: ClockState = 'running', priority: Priority = 'high') => ({
  state,
  priority,
  allowedSeconds: 3_600,
  elapsedSeconds,
});

describe('a clock is at risk', () => {
  it('from the very second at which the agreed share of what is allowed is used', () => {
    expect([2_699, 2_700, 3_600].map((used) => isAtRisk(clock(used), terms(75)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('while it runs or is held, and in no other state', () => {
    const states = [
      'running',
      'paused',
      'met',
      'breached',
      'not-started',
      'cancelled',
      'superseded',
    ] as const;
    expect(states.filter((state) => isAtRisk(clock(3_000, state), terms(75)))).toEqual(['running', 'paused']);
  });

  it('where nothing is agreed, once all it may use is used', () => {
    expect([3_599, 3_600].map((used) => isAtRisk(clock(used), {}))).toEqual([false, true]);
  });

  it('by its priority where levels are agreed on by priority, and never where its own is left out', () => {
    const byPriority = terms({ top: 50, high: 75 });
    const used = (seconds: number) =>
      (['top', 'high', 'low'] as const).filter((priority) =>
        isAtRisk(clock(seconds, 'running', priority), byPriority),
      );
    expect([1_799, 1_800, 2_700, 9_999].map(used)).toEqual([[], ['top'], ['top', 'high'], ['top', 'high']]);
  });

  it('never without a target', () => {
    expect(isAtRisk({ ...clock(10), allowedSeconds: null }, terms(0))).toBe(false);
  });
});

describe('the seconds that put a clock at risk', () => {
  const after = (allowedSeconds: number, percent: number) =>
    atRiskAfterSeconds({ priority: 'high', allowedSeconds }, terms(percent));

  it.each([
    [14_400, 75, 10_800],
    [10, 33, 4],
    [3, 33.3333, 1],
    [3, 33.3334, 2],
    [3_600, 33.3333, 1_200],
    [3_600, 33.3334, 1_201],
    [0, 75, 0],
    [1, 0, 0],
    [7, 100, 7],
    [Number.MAX_SAFE_INTEGER, 100, Number.MAX_SAFE_INTEGER],
  ])('of %d allowed, from %d %% on, are %d', (allowed, percent, seconds) => {
    expect(after(allowed, percent)).toBe(seconds);
  });

  it('are the fewest that reach the percentage', () => {
    const percent = fc.nat(1_000_000).map((parts) => parts / 10_000);
    fc.assert(
      fc.property(fc.nat(1_000_000_000), percent, (allowed, of) => {
        const seconds = after(allowed, of)!;
        expect(reachesPercent(seconds, allowed, of)).toBe(true);
        if (seconds > 0) expect(reachesPercent(seconds - 1, allowed, of)).toBe(false);
      }),
    );
  });
});
