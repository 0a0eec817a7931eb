import type { EscalationTerms } from '@app/agreements/domain';
import { atRiskAfterSeconds, isAtRisk } from './at-risk.js';
import type { ClockState } from './service-levels.js';

const terms = (atRiskPercent: number) => ({
  escalation: {
    atRiskPercent,
    levels: [],
    noticesInSupportHoursOnly: true,
    clause: '2.8',
  } as EscalationTerms,
});

const clock = (elapsedSeconds: number, state: ClockState = 'running') => ({
  state,
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
    expect(atRiskAfterSeconds(3_600, terms(33.3333))).toBe(1_200);
    expect(atRiskAfterSeconds(3_600, terms(33.3334))).toBe(1_201);
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

  it('never without a target', () => {
    expect(isAtRisk({ ...clock(10), allowedSeconds: null }, terms(0))).toBe(false);
  });
});
