import type { CompiledVersion, Metric } from '@app/agreements/domain';
import { localMonthOf, type EpochSecond } from '@app/support-time';
import type { WalkedClock } from './walked-clock.js';
import { NOT_DUE } from './due.js';
import type { IncidentLife } from './incident.js';
import { segmentsOf } from './segments.js';
import type { Basis, Clock, ClockState } from './service-levels.js';

/** A walked clock as the answer shows it (MEASURING 2, 6 and 7). */
export function clockOf(
  metric: Metric,
  basis: Basis,
  walked: WalkedClock,
  { leaving, startsAt }: IncidentLife,
  version: CompiledVersion,
): Clock {
  const { verdict, allowance } = walked;
  if (verdict.kind === 'not-measured') return withoutTimes(metric, basis, 'not-measured', allowance.priority);
  const state = stateOf(verdict, leaving !== null);
  const decidedAt = 'decidedAt' in verdict && state !== 'cancelled' ? verdict.decidedAt : null;
  const { dueAt, breachesAt } = leaving === null ? verdict.due : NOT_DUE;
  return {
    metric,
    basis,
    state,
    priority: allowance.priority,
    clause: allowance.clause,
    targetSeconds: allowance.targetSeconds,
    allowedSeconds: allowance.allowedSeconds,
    elapsedSeconds: walked.elapsedSeconds,
    startedAt: walked.startedAt,
    stoppedAt: walked.stoppedAt,
    dueAt,
    breachesAt,
    decidedAt,
    month: decidedAt === null ? null : monthOf(version, startsAt, decidedAt),
    cancelledAt: leaving?.at ?? null,
    cancelledBecause: leaving?.because ?? null,
    segments: segmentsOf(walked.stretches),
  };
}

/** The local month in which a decided clock counts, as the version has it (MEASURING 6). */
function monthOf({ calendar, terms }: CompiledVersion, startsAt: EpochSecond, decidedAt: EpochSecond) {
  const at = terms.clocks.monthOf === 'registration' ? startsAt : decidedAt;
  return localMonthOf(calendar.timeZone, at);
}

function stateOf(
  verdict: Exclude<WalkedClock['verdict'], { kind: 'not-measured' }>,
  left: boolean,
): ClockState {
  if (left) return verdict.kind === 'breached' ? 'superseded' : 'cancelled';
  return verdict.kind === 'undecided' ? verdict.standing : verdict.kind;
}

/** The net clock of a ticket that an accepted exclusion takes out of the net figures altogether (MEASURING 8). */
export const excludedClock = (gross: Clock): Clock =>
  withoutTimes(gross.metric, 'net', 'excluded', gross.priority);

function withoutTimes(metric: Metric, basis: Basis, state: ClockState, priority: Clock['priority']): Clock {
  return {
    metric,
    basis,
    state,
    priority,
    clause: null,
    targetSeconds: null,
    allowedSeconds: null,
    elapsedSeconds: 0,
    startedAt: null,
    stoppedAt: null,
    ...NOT_DUE,
    decidedAt: null,
    month: null,
    cancelledAt: null,
    cancelledBecause: null,
    segments: [],
  };
}
