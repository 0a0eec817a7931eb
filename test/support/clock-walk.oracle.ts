import type { AgreementVersion, Metric, Priority } from '@app/agreements/domain';
import type { Clock, Segment, SegmentKind } from '@app/service-levels/domain';
import type { TicketFact } from '@app/tickets/domain';
import { wallClock, type WallCalendar } from './wall-calendar.oracle.js';

export type Applied = TicketFact & { readonly appliedAt: number };

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export type WalkedClock = Omit<Clock, 'segments'> & {
  readonly segments: readonly Pick<Segment, 'from' | 'to' | 'kind' | 'seconds'>[];
};

export interface ClockQuestion {
  readonly metric: Metric;
  readonly basis: 'gross' | 'net';
  readonly version: AgreementVersion;
  readonly calendar: WallCalendar;
  /** R */
  readonly start: number;
  /** The leaving, or `at`. */
  readonly end: number;
  readonly starting: Priority | undefined;
  /** About the world, up to the end, in order. */
  readonly facts: readonly Applied[];
  /** Accepted exclusions with an interval. */
  readonly pauses: readonly Interval[];
  readonly leaving: { readonly at: number; readonly because: string } | null;
}

export const noClock = (
  metric: Metric,
  basis: 'gross' | 'net',
  state: Clock['state'],
  priority: Priority | null,
): WalkedClock => ({
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
  dueAt: null,
  breachesAt: null,
  decidedAt: null,
  month: null,
  cancelledAt: null,
  cancelledBecause: null,
  segments: [],
});

/** How far to look ahead for a deadline: the largest target is ten working days. */
const HORIZON = 120 * 86_400;

interface Cell extends Interval {
  kind: SegmentKind;
  /** While resolved: what it is once reopened, where the clock counts as never stopped. */
  readonly hadItRun?: SegmentKind;
}

interface Decision {
  readonly state: 'met' | 'breached';
  readonly priority: Priority;
  readonly allowed: number;
  readonly decidedAt: number;
  readonly byTime: boolean;
}

/** One clock of a ticket, by walking (MEASURING 4 to 6); every priority has a target. */
export function walkClock(question: ClockQuestion): WalkedClock {
  const { metric, basis, version, calendar, start, end, facts, pauses, leaving, starting } = question;
  const terms = version.clocks[metric];
  const { reopening, priorityChange, monthOf } = version.clocks;
  const targetOf = (priority: Priority) => {
    const found = version.targets.find((target) => target.metric === metric && target.priority === priority);
    if (!found) throw new Error('the oracle knows no clock without a target');
    return found;
  };
  if (starting === undefined) throw new Error('the oracle knows no incident without a priority');

  let priority = starting;
  let allowed = targetOf(priority).seconds;
  const runsFromStart = metric === 'response' || terms.startsAt === 'registration';
  let startedAt = runsFromStart ? start : null;
  let caused = runsFromStart;
  let causeAt = startedAt;
  let open = true;
  let stoppedAt: number | null = null;
  let attemptAt: number | null = null;
  let waits: { id: string | undefined; reason: string }[] = [];
  let elapsed = 0;
  let decision: Decision | null = null;
  /** What ran, in pieces of open time; and what would have run since the resolution, had it never stopped. */
  let ran: Interval[] = [];
  let gap: Interval[] = [];
  const cells: Cell[] = [];

  const isPaused = (at: number) =>
    waits.some(({ reason }) => terms.pausedBy.includes(reason)) ||
    pauses.some(({ from, to }) => from <= at && at < to);
  const breach = (decidedAt: number, byTime: boolean) => {
    decision = { state: 'breached', priority, allowed, decidedAt, byTime };
  };
  const isBreached = () => decision?.state === 'breached';

  /** What the gap will have added once reopened: a change in it counts from there. */
  const unstopped = () => (reopening === 'never-stopped' ? seconds(gap) : 0);
  /** 3 and 5: the priority in force is another from here. */
  const changePriority = (to: Priority) => {
    if (to === priority) return;
    const [was, becomes] = [targetOf(priority).seconds, targetOf(to).seconds];
    priority = to;
    if (priorityChange === 'retroactive') allowed = becomes;
    else if (becomes < was) allowed = Math.min(allowed, elapsed + unstopped() + becomes);
    else if (becomes > was) allowed = Math.max(allowed, becomes);
  };

  const stop = (at: number) => {
    open = false;
    stoppedAt = at;
    if (!isBreached()) decision = { state: 'met', priority, allowed, decidedAt: at, byTime: false };
  };

  const reopen = (at: number) => {
    open = true;
    stoppedAt = null;
    if (!isBreached()) decision = null;
    if (caused) startedAt ??= reopening === 'never-stopped' ? causeAt : at;
    if (reopening === 'never-stopped') {
      ran.push(...gap);
      elapsed += seconds(gap);
      for (const cell of cells) cell.kind = cell.hadItRun ?? cell.kind;
    }
    if (reopening === 'new-attempt' && !isBreached()) {
      if (caused) attemptAt = at;
      ran = [];
      elapsed = 0;
      if (priorityChange === 'from-change') allowed = targetOf(priority).seconds;
      for (const cell of cells)
        if (cell.kind === 'running' || cell.kind === 'paused') cell.kind = 'earlier-attempt';
    }
    gap = [];
  };

  const apply = (fact: Applied) => {
    const at = fact.appliedAt;
    if (fact.type === 'WaitingStarted') waits.push({ id: fact.data.waitId, reason: fact.data.reason });
    if (fact.type === 'WaitingEnded') {
      const { waitId } = fact.data;
      waits = waitId === undefined ? [] : waits.filter(({ id }) => id !== waitId);
    }
    if (fact.type === 'PriorityChanged') changePriority(fact.data.to);
    if (metric === 'response') {
      const answers = fact.type === 'ResponseGiven' && fact.data.automatic !== true;
      const resolves =
        fact.type === 'ResolutionProvided' && version.clocks.response.stopsAt.includes('resolution');
      if (open && (answers || resolves)) stop(at);
    } else {
      if (fact.type === 'RootCauseEstablished' && !caused) {
        caused = true;
        causeAt = at;
        if (open) startedAt = at;
      }
      if (fact.type === 'ResolutionProvided' && open) stop(at);
      if (fact.type === 'Reopened' && !open) reopen(at);
    }
    if (open && !isBreached() && elapsed > allowed) breach(at, false);
  };

  let resolved = false;
  let index = 0;
  for (let at = start; ;) {
    for (let fact = facts[index]; fact && fact.appliedAt <= at; fact = facts[++index]) {
      // Waits are cut at the resolution and at the reopening, those of the response clock as well.
      if (fact.type === 'ResolutionProvided' && !resolved) [resolved, waits] = [true, []];
      if (fact.type === 'Reopened' && resolved) [resolved, waits] = [false, []];
      apply(fact);
    }
    if (at >= end) break;
    const to = Math.min(
      end,
      (Math.floor(at / calendar.cell) + 1) * calendar.cell,
      facts[index]?.appliedAt ?? Infinity,
      ...pauses.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > at),
    );
    const paused = isPaused(at);
    if (open) {
      cells.push({ from: at, to, kind: !caused ? 'not-started' : paused ? 'paused' : 'running' });
      if (caused && !paused && calendar.isOpen(at)) {
        if (!isBreached() && elapsed + (to - at) > allowed) breach(at + allowed - elapsed, true);
        ran.push({ from: at, to });
        elapsed += to - at;
      }
    } else if (metric === 'resolution') {
      cells.push({
        from: at,
        to,
        kind: 'resolved',
        ...(caused && { hadItRun: paused ? 'paused' : 'running' }),
      });
      if (caused && !paused && calendar.isOpen(at)) gap.push({ from: at, to });
    }
    at = to;
  }

  /** 6: the deadline, from what ran and what may run yet. */
  const deadline = (of: number, from: number | null, held: readonly Interval[]) => {
    let left = of;
    let dueAt: number | null = of === 0 ? (attemptAt ?? startedAt) : null;
    const step = (piece: Interval): number | null => {
      const length = piece.to - piece.from;
      if (length > left) {
        dueAt ??= piece.from + left;
        return piece.from + left;
      }
      left -= length;
      if (left === 0) dueAt ??= piece.to;
      return null;
    };
    for (const piece of ran) {
      const breachesAt = step(piece);
      if (breachesAt !== null) return { dueAt, breachesAt };
    }
    for (let at = from ?? Infinity; at < (from ?? 0) + HORIZON;) {
      const to = Math.min(
        (Math.floor(at / calendar.cell) + 1) * calendar.cell,
        ...held.flatMap((pause) => [pause.from, pause.to]).filter((edge) => edge > at),
      );
      if (calendar.isOpen(at) && !held.some((pause) => pause.from <= at && at < pause.to)) {
        const breachesAt = step({ from: at, to });
        if (breachesAt !== null) return { dueAt, breachesAt };
      }
      at = to;
    }
    return { dueAt, breachesAt: null };
  };

  const settled = decision as Decision | null;
  const undecidedState = !caused ? 'not-started' : isPaused(end) ? 'paused' : 'running';
  const state = leaving
    ? settled?.state === 'breached'
      ? 'superseded'
      : 'cancelled'
    : (settled?.state ?? undecidedState);
  let due: { dueAt: number | null; breachesAt: number | null } = { dueAt: null, breachesAt: null };
  if (state === 'running') due = deadline(allowed, end, pauses);
  if (state === 'breached' && settled?.byTime) due = deadline(settled.allowed, null, []);
  if (state === 'met' && startedAt !== null) due = deadline(settled?.allowed ?? 0, stoppedAt, []);
  const decidedAt = state === 'cancelled' ? null : (settled?.decidedAt ?? null);
  const monthAt = monthOf === 'registration' ? start : decidedAt;
  const shown = settled?.priority ?? priority;
  return {
    metric,
    basis,
    state,
    priority: shown,
    clause: targetOf(shown).clause,
    targetSeconds: targetOf(shown).seconds,
    allowedSeconds: settled?.allowed ?? allowed,
    elapsedSeconds: elapsed,
    startedAt,
    stoppedAt,
    ...due,
    decidedAt,
    month:
      decidedAt === null || monthAt === null ? null : wallClock(calendar.timeZone, monthAt).day.slice(0, 7),
    cancelledAt: leaving?.at ?? null,
    cancelledBecause: leaving?.because ?? null,
    segments: merged(
      cells.filter(({ from }) => stoppedAt === null || from < stoppedAt),
      calendar,
    ),
  };
}

const seconds = (pieces: readonly Interval[]): number =>
  pieces.reduce((sum, { from, to }) => sum + to - from, 0);

function merged(cells: readonly Cell[], calendar: WallCalendar) {
  const segments: { from: number; to: number; kind: SegmentKind; seconds: number }[] = [];
  for (const { from, to, kind } of cells) {
    const last = segments.at(-1);
    const open = calendar.secondsIn(from, to);
    if (last?.kind === kind) {
      last.to = to;
      last.seconds += open;
    } else segments.push({ from, to, kind, seconds: open });
  }
  return segments;
}
