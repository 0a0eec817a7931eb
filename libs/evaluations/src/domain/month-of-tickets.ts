import type { Metric, Priority } from '@app/agreements/domain';
import type { Exclusion } from '@app/facts';
import type { Basis, ExclusionChange, Finding } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import type { TicketState, TicketType } from '@app/tickets/domain';

/** So many clocks of one kind were decided alike in the month: all that figures are made of. */
export interface Tally {
  readonly agreementVersion: number;
  readonly metric: Metric;
  readonly basis: Basis;
  readonly priority: Priority;
  readonly verdict: 'met' | 'breached';
  readonly count: number;
}

/** A breach, standing or superseded (MEASURING 9). */
export interface Breach {
  readonly ticketId: string;
  readonly metric: Metric;
  readonly basis: Basis;
  readonly priority: Priority;
  readonly clause: string;
  readonly decidedAt: EpochSecond;
  readonly targetSeconds: number;
  readonly allowedSeconds: number;
  readonly elapsedSeconds: number;
}

/** A breach of the month before, and what became of its ticket (TERMS 7). */
export interface Attention extends Breach {
  readonly ticketState: TicketState | null;
  /** The resolution that stands; null where none does. */
  readonly resolvedAt: EpochSecond | null;
}

/** An open clock that has used most of what it is allowed, as it stands at the instant asked for (TERMS 7 and 8). */
export interface AtRisk extends Omit<Breach, 'decidedAt'> {
  readonly state: 'running' | 'paused';
  /** Null while it is paused. */
  readonly dueAt: EpochSecond | null;
  readonly breachesAt: EpochSecond | null;
}

/** Requests that are measured by nothing and whose lead time is shown (TERMS 1). */
export const REQUEST_TYPES = ['information-request', 'change-request'] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];

/** Requests of one type completed in the month, and the real seconds from their registration to it. */
export interface LeadTimes {
  readonly completed: number;
  readonly totalSeconds: number;
  readonly longestSeconds: number;
}

/** An exclusion of a ticket with a clock decided in the month, and what it changes or would change. */
export interface TicketExclusion extends Exclusion {
  readonly ticketId: string;
  readonly changes: readonly ExclusionChange[];
}

export interface Counts {
  readonly registered: Readonly<Record<TicketType, number>>;
  readonly resolved: number;
  readonly workarounds: number;
  readonly reopened: number;
  readonly open: number;
}

/**
 * What a month knows of its tickets: folded from measured tickets, or read from rows that such measurements left.
 * Lists are in order of ticketId, then metric, then basis.
 */
export interface MonthOfTickets {
  readonly tallies: readonly Tally[];
  readonly breaches: readonly Breach[];
  readonly superseded: readonly Breach[];
  /** Breaches of the month before: the meeting's attention list (TERMS 7). */
  readonly previousBreaches: readonly Attention[];
  /** Of tickets registered before the month's end. */
  readonly atRisk: readonly AtRisk[];
  /** Incidents registered in the month whose priority says that the service is down for several users. */
  readonly serviceDown: readonly string[];
  readonly leadTimes: Readonly<Record<RequestType, LeadTimes>>;
  readonly findings: readonly { readonly ticketId: string; readonly code: Finding }[];
  readonly counts: Counts;
  readonly exclusions: readonly TicketExclusion[];
  /** Tickets with a clock decided in the month, as far as they were measured for it: rows are asked where it matters. */
  readonly decided: readonly string[];
}

const NO_LEAD_TIMES: LeadTimes = { completed: 0, totalSeconds: 0, longestSeconds: 0 };

export const NO_TICKETS: MonthOfTickets = {
  tallies: [],
  breaches: [],
  superseded: [],
  previousBreaches: [],
  atRisk: [],
  serviceDown: [],
  leadTimes: { 'information-request': NO_LEAD_TIMES, 'change-request': NO_LEAD_TIMES },
  findings: [],
  counts: {
    registered: { incident: 0, 'information-request': 0, 'change-request': 0 },
    resolved: 0,
    workarounds: 0,
    reopened: 0,
    open: 0,
  },
  exclusions: [],
  decided: [],
};

/** Two disjoint sets of tickets of one month together. */
export function together(a: MonthOfTickets, b: MonthOfTickets): MonthOfTickets {
  return {
    tallies: [...a.tallies, ...b.tallies],
    breaches: [...a.breaches, ...b.breaches].sort(byClock),
    superseded: [...a.superseded, ...b.superseded].sort(byClock),
    previousBreaches: [...a.previousBreaches, ...b.previousBreaches].sort(byClock),
    atRisk: [...a.atRisk, ...b.atRisk].sort(byClock),
    serviceDown: [...a.serviceDown, ...b.serviceDown].sort(byCodeUnit),
    leadTimes: {
      'information-request': leadTimesTogether(a, b, 'information-request'),
      'change-request': leadTimesTogether(a, b, 'change-request'),
    },
    findings: [...a.findings, ...b.findings].sort(byTicket),
    counts: {
      registered: {
        incident: a.counts.registered.incident + b.counts.registered.incident,
        'information-request':
          a.counts.registered['information-request'] + b.counts.registered['information-request'],
        'change-request': a.counts.registered['change-request'] + b.counts.registered['change-request'],
      },
      resolved: a.counts.resolved + b.counts.resolved,
      workarounds: a.counts.workarounds + b.counts.workarounds,
      reopened: a.counts.reopened + b.counts.reopened,
      open: a.counts.open + b.counts.open,
    },
    exclusions: [...a.exclusions, ...b.exclusions].sort(byTicket),
    decided: [...a.decided, ...b.decided],
  };
}

const METRIC_ORDER: Readonly<Record<Metric, number>> = { response: 0, resolution: 1 };

/** By code unit, as Postgres orders with collation C: the same order wherever a list is made. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byTicket = (a: { ticketId: string }, b: { ticketId: string }): number =>
  byCodeUnit(a.ticketId, b.ticketId);

type OfClock = Pick<Breach, 'ticketId' | 'metric' | 'basis'>;

const byClock = (a: OfClock, b: OfClock): number =>
  byTicket(a, b) || METRIC_ORDER[a.metric] - METRIC_ORDER[b.metric] || byCodeUnit(a.basis, b.basis);

function leadTimesTogether(a: MonthOfTickets, b: MonthOfTickets, type: RequestType): LeadTimes {
  const [one, other] = [a.leadTimes[type], b.leadTimes[type]];
  return {
    completed: one.completed + other.completed,
    totalSeconds: one.totalSeconds + other.totalSeconds,
    longestSeconds: Math.max(one.longestSeconds, other.longestSeconds),
  };
}
