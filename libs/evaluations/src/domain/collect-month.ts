import {
  clocksOnBothBases,
  exclusionChanges,
  type Clock,
  type ServiceLevels,
} from '@app/service-levels/domain';
import { localMonthOf, previousMonth } from '@app/support-time';
import type { TicketActivity, TicketAt } from '@app/tickets/domain';
import type { MonthFrame } from './month-frame.js';
import {
  NO_TICKETS,
  together,
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
    previousBreaches: [] as Breach[],
    findings: [] as MonthOfTickets['findings'][number][],
    exclusions: [] as TicketExclusion[],
  };
  private counts: Counts = NO_TICKETS.counts;
  private readonly previous: string;

  constructor(private readonly frame: MonthFrame) {
    this.previous = previousMonth(frame.month);
  }

  take(ticket: MeasuredTicket): void {
    if (ticket.activity === undefined || ticket.levels.findings.includes('CUSTOMER_CHANGED')) return;
    const decided = this.takeClocks(ticket);
    this.count(ticket.levels, ticket.activity);
    if (decided || this.isOpenAtCutoff(ticket.activity)) {
      for (const code of ticket.levels.findings)
        this.lists.findings.push({ ticketId: ticket.ticketId, code });
    }
    if (decided) this.takeExclusions(ticket);
  }

  done(): MonthOfTickets {
    return together(NO_TICKETS, { ...this.lists, counts: this.counts, tallies: [...this.tallies.values()] });
  }

  private takeExclusions({ ticketId, ticket, levels }: MeasuredTicket): void {
    const { agreement, at } = this.frame;
    for (const exclusion of levels.exclusions) {
      const changes = exclusionChanges(ticket, agreement, at, exclusion.exclusionId);
      this.lists.exclusions.push({ ...exclusion, ticketId, changes });
    }
  }

  /** Sorts a ticket's clocks into the month; true where one was decided in it. */
  private takeClocks({ ticketId, levels }: MeasuredTicket): boolean {
    let decided = false;
    for (const clock of clocksOnBothBases(levels)) {
      const month = this.monthOf(clock, levels);
      if (month !== this.frame.month && month !== this.previous) continue;
      const breach = breachOf(ticketId, clock);
      if (month === this.previous) {
        if (clock.state === 'breached' && breach) this.lists.previousBreaches.push(breach);
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
    const { monthOf, agreement } = this.frame;
    if (monthOf === undefined || clock.decidedAt === null) return clock.month;
    const instant = monthOf === 'verdict' ? clock.decidedAt : levels.incidentAt;
    const version = agreement.versions.find(({ terms }) => terms.version === levels.agreementVersion);
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
    const inMonth = (at: number) => at >= this.frame.bounds.from && at < this.frame.bounds.to;
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

  /** Registered before the cutoff, and open at it. */
  private isOpenAtCutoff({ openSpans }: TicketActivity): boolean {
    const { cutoff } = this.frame;
    const isOpen = openSpans.some(({ from, to }) => from <= cutoff && (to === null || cutoff < to));
    return isOpen && (openSpans[0]?.from ?? cutoff) < cutoff;
  }
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
