import {
  clocksOnBothBases,
  exclusionChanges,
  isAtRisk,
  type Clock,
  type ServiceLevels,
} from '@app/service-levels/domain';
import { localMonthOf, previousMonth, type EpochSecond } from '@app/support-time';
import type { TicketActivity, TicketAt, TicketState } from '@app/tickets/domain';
import { serviceDownPriorities, type MonthFrame } from './month-frame.js';
import {
  NO_TICKETS,
  together,
  type AtRisk,
  type Attention,
  type Breach,
  type Counts,
  type MonthOfTickets,
  type Tally,
  type TicketExclusion,
} from './month-of-tickets.js';

/** One ticket of the agreement, measured at the frame's `at`. */
export interface MeasuredTicket {
  readonly ticketId: string;
  readonly ticket: TicketAt;
  readonly levels: ServiceLevels;
  readonly activity: TicketActivity | undefined;
}

/** Folds measured tickets into what their month knows of them (MEASURING 9). */
export function collectMonth(frame: MonthFrame, tickets: Iterable<MeasuredTicket>): MonthOfTickets {
  const fold = new MonthFold(frame);
  for (const ticket of tickets) fold.take(ticket);
  return fold.done();
}

class MonthFold {
  private readonly tallies = new Map<string, Tally>();
  private readonly lists = {
    breaches: [] as Breach[],
    superseded: [] as Breach[],
    previousBreaches: [] as Attention[],
    atRisk: [] as AtRisk[],
    serviceDown: [] as string[],
    findings: [] as MonthOfTickets['findings'][number][],
    exclusions: [] as TicketExclusion[],
    decided: [] as string[],
  };
  private counts: Counts = NO_TICKETS.counts;
  private leadTimes = NO_TICKETS.leadTimes;
  private readonly previous: string;

  constructor(private readonly frame: MonthFrame) {
    this.previous = previousMonth(frame.month);
  }

  take(ticket: MeasuredTicket): void {
    if (ticket.activity === undefined || ticket.levels.findings.includes('CUSTOMER_CHANGED')) return;
    const decided = this.takeClocks(ticket);
    this.takeAtRisk(ticket);
    this.count(ticket.levels, ticket.activity);
    this.takeRequest(ticket.levels, ticket.activity);
    if (this.isServiceDown(ticket.levels, ticket.activity)) this.lists.serviceDown.push(ticket.ticketId);
    if (decided || this.isOpenAtCutoff(ticket.activity)) {
      for (const code of ticket.levels.findings)
        this.lists.findings.push({ ticketId: ticket.ticketId, code });
    }
    if (!decided) return;
    this.lists.decided.push(ticket.ticketId);
    this.takeExclusions(ticket);
  }

  done(): MonthOfTickets {
    return together(NO_TICKETS, {
      ...this.lists,
      counts: this.counts,
      leadTimes: this.leadTimes,
      tallies: [...this.tallies.values()],
    });
  }

  /** Open clocks of tickets registered before the month's end: later ones are another month's to worry about. */
  private takeAtRisk({ ticketId, levels }: MeasuredTicket): void {
    const terms = this.versionOf(levels)?.terms;
    if (terms === undefined || (levels.registeredAt ?? Infinity) >= this.frame.bounds.to) return;
    for (const clock of clocksOnBothBases(levels)) {
      const row = isAtRisk(clock, terms) && atRiskOf(ticketId, clock);
      if (row) this.lists.atRisk.push(row);
    }
  }

  private versionOf({ agreementVersion }: ServiceLevels) {
    return this.frame.agreement.versions.find(({ terms }) => terms.version === agreementVersion);
  }

  private takeExclusions({ ticketId, ticket, levels }: MeasuredTicket): void {
    const { agreement, at } = this.frame;
    for (const exclusion of levels.exclusions) {
      const changes = exclusionChanges(ticket, agreement, at, exclusion.exclusionId);
      this.lists.exclusions.push({ ...exclusion, ticketId, changes });
    }
  }

  /** Sorts a ticket's clocks into the month; true where one was decided in it. */
  private takeClocks({ ticketId, levels, activity }: MeasuredTicket): boolean {
    let decided = false;
    for (const clock of clocksOnBothBases(levels)) {
      const month = this.monthOf(clock, levels);
      if (month !== this.frame.month && month !== this.previous) continue;
      const breach = breachOf(ticketId, clock);
      if (month === this.previous) {
        if (clock.state === 'breached' && breach)
          this.lists.previousBreaches.push({ ...breach, ...outcomeOf(activity) });
        continue;
      }
      decided = true;
      if (clock.state === 'superseded' && breach) this.lists.superseded.push(breach);
      if (clock.state === 'breached' && breach) this.lists.breaches.push(breach);
      if (clock.state === 'breached' || clock.state === 'met') this.tally(clock, clock.state, levels);
    }
    return decided;
  }

  /** The month a decided clock belongs to, on the cut asked for. */
  private monthOf(clock: Clock, levels: ServiceLevels): string | null {
    const { monthOf } = this.frame;
    if (monthOf === undefined || clock.decidedAt === null) return clock.month;
    const instant = monthOf === 'verdict' ? clock.decidedAt : levels.incidentAt;
    const version = this.versionOf(levels);
    return instant === null || version === undefined
      ? null
      : localMonthOf(version.calendar.timeZone, instant);
  }

  private tally(
    { metric, basis, priority }: Clock,
    verdict: 'met' | 'breached',
    levels: ServiceLevels,
  ): void {
    const { agreementVersion } = levels;
    if (priority === null || agreementVersion === null) return;
    const key = [agreementVersion, metric, basis, priority, verdict].join(' ');
    const count = (this.tallies.get(key)?.count ?? 0) + 1;
    this.tallies.set(key, { agreementVersion, metric, basis, priority, verdict, count });
  }

  private count({ type, registeredAt }: ServiceLevels, activity: TicketActivity): void {
    const { registered, resolved, workarounds, reopened, open } = this.counts;
    const inMonth = (at: EpochSecond) => this.isInMonth(at);
    const last = activity.resolutions.findLast(({ at }) => inMonth(at));
    const isNew = type !== null && registeredAt !== null && inMonth(registeredAt);
    this.counts = {
      registered: isNew ? { ...registered, [type]: registered[type] + 1 } : registered,
      resolved: resolved + (last ? 1 : 0),
      workarounds: workarounds + (last?.kind === 'workaround' ? 1 : 0),
      reopened: reopened + (activity.reopenings.some(inMonth) ? 1 : 0),
      open: open + (this.isOpenAtCutoff(activity) ? 1 : 0),
    };
  }

  private isInMonth(at: EpochSecond): boolean {
    return at >= this.frame.bounds.from && at < this.frame.bounds.to;
  }

  /** A request is completed at the last instant in the month at which it was open no more; not by being dropped. */
  private takeRequest({ type, registeredAt }: ServiceLevels, { state, openSpans }: TicketActivity): void {
    if (type === null || type === 'incident' || registeredAt === null) return;
    const completedAt = openSpans.findLast(({ to }) => to !== null && this.isInMonth(to))?.to ?? null;
    if (completedAt === null) return;
    if (isDropped(state) && completedAt === openSpans.at(-1)?.to) return;
    const known = this.leadTimes[type];
    const seconds = completedAt - registeredAt;
    this.leadTimes = {
      ...this.leadTimes,
      [type]: {
        completed: known.completed + 1,
        totalSeconds: known.totalSeconds + seconds,
        longestSeconds: Math.max(known.longestSeconds, seconds),
      },
    };
  }

  private isServiceDown({ type, priority, registeredAt }: ServiceLevels, { state }: TicketActivity): boolean {
    if (type !== 'incident' || priority === null || registeredAt === null || isDropped(state)) return false;
    return this.isInMonth(registeredAt) && serviceDownPriorities(this.frame).includes(priority);
  }

  /** Registered before the cutoff, and open at it. */
  private isOpenAtCutoff({ openSpans }: TicketActivity): boolean {
    const { cutoff } = this.frame;
    const isOpen = openSpans.some(({ from, to }) => from <= cutoff && (to === null || cutoff < to));
    return isOpen && (openSpans[0]?.from ?? cutoff) < cutoff;
  }
}

const isDropped = (state: TicketState): boolean => state === 'withdrawn' || state === 'duplicate';

function outcomeOf(activity: TicketActivity | undefined): Pick<Attention, 'ticketState' | 'resolvedAt'> {
  const state = activity?.state ?? null;
  const isResolved = state === 'resolved' || state === 'closed';
  return { ticketState: state, resolvedAt: isResolved ? (activity?.resolutions.at(-1)?.at ?? null) : null };
}

function breachOf(ticketId: string, clock: Clock): Breach | undefined {
  const { metric, basis, priority, clause, decidedAt, targetSeconds, allowedSeconds, elapsedSeconds } = clock;
  if (priority === null || clause === null || decidedAt === null) return undefined;
  if (targetSeconds === null || allowedSeconds === null) return undefined;
  return {
    ticketId,
    metric,
    basis,
    priority,
    clause,
    decidedAt,
    targetSeconds,
    allowedSeconds,
    elapsedSeconds,
  };
}

function atRiskOf(ticketId: string, clock: Clock): AtRisk | undefined {
  const { metric, basis, state, priority, clause, targetSeconds, allowedSeconds, elapsedSeconds } = clock;
  if (state !== 'running' && state !== 'paused') return undefined;
  if (priority === null || clause === null || targetSeconds === null || allowedSeconds === null)
    return undefined;
  const { dueAt, breachesAt } = clock;
  const seconds = { targetSeconds, allowedSeconds, elapsedSeconds };
  return { ticketId, metric, basis, state, priority, clause, ...seconds, dueAt, breachesAt };
}
