import type { Outage } from '@app/availability/domain';
import { formatSecond, type EpochSecond } from '@app/support-time';
import type { AtRisk, Attention, Breach, MonthOfTickets, RequestType } from './month-of-tickets.js';

/** A breach in the document: how far over it went, and on demand how that came about. */
export interface BreachRow extends Omit<Breach, 'decidedAt' | 'allowedSeconds'> {
  readonly decidedAt: string;
  readonly allowedSeconds?: number;
  readonly overrunSeconds: number;
  /** Sentences in the language asked for. */
  readonly explanation?: readonly string[];
}

/** A breach as the document lists it; `allowedSeconds` where a change of priority left another allowance. */
export function breachRow({ allowedSeconds, ...breach }: Breach): BreachRow {
  return {
    ...breach,
    decidedAt: formatSecond(breach.decidedAt),
    ...(allowedSeconds === breach.targetSeconds ? {} : { allowedSeconds }),
    overrunSeconds: breach.elapsedSeconds - allowedSeconds,
  };
}

/** An open clock at risk: how much it may use, has used and has left, in support seconds. */
export const atRiskRow = ({ allowedSeconds, dueAt, breachesAt, ...clock }: AtRisk) => ({
  ...clock,
  ...(allowedSeconds === clock.targetSeconds ? {} : { allowedSeconds }),
  remainingSeconds: allowedSeconds - clock.elapsedSeconds,
  dueAt: instant(dueAt),
  breachesAt: instant(breachesAt),
});

/** A breach of the month before, and what became of its ticket. */
export const attentionRow = ({ ticketState, resolvedAt, ...breach }: Attention) => ({
  ...breachRow(breach),
  ticketState,
  resolvedAt: instant(resolvedAt),
});

/** Requests of one type that were completed: how many, and how long they took, in real seconds cut to whole ones. */
export function requestRow(type: RequestType, { leadTimes }: MonthOfTickets) {
  const { completed, totalSeconds, longestSeconds } = leadTimes[type];
  if (completed === 0) return { type, completed, meanLeadSeconds: null, longestLeadSeconds: null };
  return {
    type,
    completed,
    meanLeadSeconds: Math.floor(totalSeconds / completed),
    longestLeadSeconds: longestSeconds,
  };
}

/** An outage of the month from end to end, with its disaster where one was declared. */
export const outageRow = ({ outageId, ticketId, planned, startedAt, endedAt, disaster }: Outage) => ({
  outageId,
  ticketId,
  planned,
  startedAt: formatSecond(startedAt),
  endedAt: instant(endedAt),
  disaster: disaster && {
    declaredAt: formatSecond(disaster.declaredAt),
    failedOverAt: instant(disaster.failedOverAt),
    failoverSeconds: disaster.failedOverAt === null ? null : disaster.failedOverAt - disaster.declaredAt,
  },
});

const instant = (second: EpochSecond | null): string | null =>
  second === null ? null : formatSecond(second);
