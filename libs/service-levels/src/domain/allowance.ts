import type { ClockTerms, CompiledVersion, Metric, Priority } from '@app/agreements/domain';

/** What a clock may use under one priority. */
export interface Allowance {
  readonly priority: Priority | null;
  /** The table's; null where the version has no target for it: the clock is not measured. */
  readonly targetSeconds: number | null;
  readonly clause: string | null;
  readonly allowedSeconds: number | null;
}

/** The allowance a clock begins with: the target of the priority it begins under. */
export function startingAllowance(
  version: CompiledVersion,
  metric: Metric,
  priority: Priority | null,
): Allowance {
  const target = priority === null ? undefined : version.target(metric, priority);
  const seconds = target?.seconds ?? null;
  return { priority, targetSeconds: seconds, clause: target?.clause ?? null, allowedSeconds: seconds };
}

/**
 * The allowance after a change of priority (MEASURING 5). `retroactive`: the new target over the same running time.
 * `from-change`: a shorter target counts from the change but never allows more than before; a longer or an equal one
 * never less. From a priority without a target there is nothing to carry over: it begins as the target.
 */
export function changedAllowance(
  mode: ClockTerms['priorityChange'],
  before: Allowance,
  after: Allowance,
  elapsedSeconds: number,
): Allowance {
  const [was, old, next] = [before.allowedSeconds, before.targetSeconds, after.targetSeconds];
  if (mode === 'retroactive' || was === null || old === null || next === null) return after;
  return {
    ...after,
    allowedSeconds: next < old ? Math.min(was, elapsedSeconds + next) : Math.max(was, next),
  };
}
