import { compileAgreement } from '@app/agreements/domain';
import { example } from '../../../../test/golden/golden.js';
import { changedAllowance, startingAllowance, type Allowance } from './allowance.js';

/** An allowance under a target of so many seconds; `allowedSeconds` where an earlier change left another. */
const under = (targetSeconds: number | null, allowedSeconds = targetSeconds): Allowance => ({
  priority: 'high',
  targetSeconds,
  clause: '2.6',
  allowedSeconds,
});

/** What is allowed after 40 seconds of running time. */
const allowed = (mode: 'retroactive' | 'from-change', before: Allowance, target: number | null) =>
  changedAllowance(mode, before, under(target), 40).allowedSeconds;

describe('what a clock may use after a change of priority (MEASURING 5)', () => {
  it('is the new target, over the time that has run, where changes are retroactive', () => {
    expect(allowed('retroactive', under(100), 50)).toBe(50);
    expect(allowed('retroactive', under(100), 300)).toBe(300);
    expect(allowed('retroactive', under(100, 90), 100)).toBe(100);
  });

  it('is a shorter target from the change on, and never more than before', () => {
    expect(allowed('from-change', under(100), 50)).toBe(90);
    expect(allowed('from-change', under(100), 70)).toBe(100);
  });

  it('is a longer target, and never less than before', () => {
    expect(allowed('from-change', under(100), 300)).toBe(300);
    expect(allowed('from-change', under(50, 90), 70)).toBe(90);
  });

  it('stays as it is under an equal target, whatever has run', () => {
    expect(allowed('from-change', under(50, 95), 50)).toBe(95);
    expect(allowed('from-change', under(50), 50)).toBe(50);
  });

  it('is nothing under a priority without a target, and begins anew after it', () => {
    for (const mode of ['retroactive', 'from-change'] as const) {
      expect(allowed(mode, under(100), null)).toBeNull();
      expect(allowed(mode, under(null), 50)).toBe(50);
    }
  });

  it('comes with the priority, target and clause of after the change', () => {
    expect(changedAllowance('from-change', under(100), { ...under(50), clause: '2.7' }, 40)).toEqual({
      priority: 'high',
      targetSeconds: 50,
      clause: '2.7',
      allowedSeconds: 90,
    });
  });
});

describe('what a clock may use at first', () => {
  const { versions } = compileAgreement(example());
  const [version] = versions;

  it('is the target of its priority, and nothing without a priority', () => {
    if (!version) throw new Error('the example has no version');
    const none = { targetSeconds: null, clause: null, allowedSeconds: null };
    expect(startingAllowance(version, 'resolution', null)).toEqual({ priority: null, ...none });
    const target = version.target('resolution', 'high');
    expect(startingAllowance(version, 'resolution', 'high')).toEqual({
      priority: 'high',
      targetSeconds: target?.seconds,
      clause: target?.clause,
      allowedSeconds: target?.seconds,
    });
  });
});
