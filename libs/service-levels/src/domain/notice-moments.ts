import {
  compiledVersionInForce,
  METRICS,
  type CompiledAgreement,
  type CompiledVersion,
  type Metric,
  type Priority,
} from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import type { TicketAt } from '@app/tickets/domain';
import type { Allowance } from './allowance.js';
import { walkClock } from './clock-walk.js';
import { dueFrom } from './due.js';
import { incidentLife, type IncidentLife } from './incident.js';
import { priorityTimeline } from './priorities.js';
import { RiskWatch } from './risk-watch.js';
import { stepsOf } from './steps.js';
import type { WalkedClock } from './walked-clock.js';

/** An instant at which somebody is to be told of a clock [2.8]. */
export interface NoticeMoment {
  readonly metric: Metric;
  /** 1: at risk. 2: breached. */
  readonly level: 1 | 2;
  /** Which of that level, from 0: a clock that had room again may come to be at risk once more. */
  readonly number: number;
  /** At risk: the first second of it. Breached: `breachesAt`, or what somebody did that put it over. */
  readonly dueAt: EpochSecond;
  /** The first second at which `measure` shows it. */
  readonly passesAt: EpochSecond;
  readonly priority: Priority | null;
  readonly clause: string | null;
  readonly allowedSeconds: number | null;
}

/**
 * When somebody is to be told of a ticket's clocks, by its facts up to `at`: what came about by then, whatever happened
 * after it, and what comes about if nothing more happens. As a breach, it stands: no later wait, change of priority or
 * reopening takes it back; a correction, a retraction or a fact that arrives late may, as the way is then another.
 *
 * Of gross clocks: a notice calls people to act while there is time, and an exclusion is proposed and accepted afterwards;
 * it changes how a clock is judged, not that the customer is waiting.
 *
 * @param ticket `ticketAt(recorded, at)`
 * @returns the moments, and the version they are of; none where it has no `escalation`
 * @example
 * // a High incident registered on Monday at 08:30, target 9 h of response, at risk from 75 % on
 * noticeMoments(ticket, agreement, at) // response: level 1 at 15:15, level 2 at 08:30 on Tuesday
 */
export function noticeMoments(
  ticket: TicketAt,
  agreement: CompiledAgreement,
  at: EpochSecond,
): readonly NoticeMoment[] {
  const version = ticket.registration && compiledVersionInForce(agreement, ticket.registration.occurredAt);
  const isSettled = !ticket.oddities.some(({ code }) => code === 'CUSTOMER_CHANGED');
  const life = version && isSettled ? incidentLife(ticket) : undefined;
  if (version?.terms.escalation === undefined || life === undefined) return [];
  const priorities = priorityTimeline(ticket, life, version);
  const { steps } = stepsOf(life, priorities, version);
  const until = life.leaving?.at ?? at;
  return METRICS.flatMap((metric) => {
    const watch = new RiskWatch(version.terms, version.calendar);
    const walked = walkClock({
      metric,
      version,
      startsAt: life.startsAt,
      startedBy: life.startedBy.id,
      priority: priorities.starting,
      steps,
      pauses: [],
      until,
      watch,
    });
    return [
      ...riskMoments(metric, watch, walked, life, version, until),
      ...breachMoments(metric, walked, life),
    ];
  });
}

function riskMoments(
  metric: Metric,
  watch: RiskWatch,
  walked: WalkedClock,
  { leaving }: IncidentLife,
  { calendar }: CompiledVersion,
  until: EpochSecond,
): NoticeMoment[] {
  // At the second at which it leaves, a ticket is not measured any more.
  const past = watch.moments.filter((moment) => leaving === null || moment.at < leaving.at);
  const ahead = runningOf(walked, leaving) ? watch.ahead(walked.elapsedSeconds, walked.allowance) : null;
  const next = ahead === null ? null : dueFrom(calendar, until, ahead, []).dueAt;
  const all = next === null ? past : [...past, { at: next, allowance: walked.allowance }];
  return all.map((moment, number) => momentOf(metric, 1, number, moment.at, moment.at, moment.allowance));
}

function breachMoments(metric: Metric, walked: WalkedClock, { leaving }: IncidentLife): NoticeMoment[] {
  const { verdict } = walked;
  if (verdict.kind === 'breached') {
    const isByTime = verdict.due.breachesAt !== null;
    const { decidedAt } = verdict;
    return [momentOf(metric, 2, 0, decidedAt, isByTime ? decidedAt + 1 : decidedAt, verdict.allowance)];
  }
  const breachesAt = runningOf(walked, leaving)?.due.breachesAt ?? null;
  return breachesAt === null ? [] : [momentOf(metric, 2, 0, breachesAt, breachesAt + 1, walked.allowance)];
}

/** The verdict on a clock that runs on; undefined of any other. */
const runningOf = ({ verdict }: WalkedClock, leaving: IncidentLife['leaving']) =>
  leaving === null && verdict.kind === 'undecided' && verdict.standing === 'running' ? verdict : undefined;

const momentOf = (
  metric: Metric,
  level: 1 | 2,
  number: number,
  dueAt: EpochSecond,
  passesAt: EpochSecond,
  { priority, clause, allowedSeconds }: Allowance,
): NoticeMoment => ({ metric, level, number, dueAt, passesAt, priority, clause, allowedSeconds });
