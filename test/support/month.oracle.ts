import type { Agreement, AgreementVersion } from '@app/agreements/domain';
import type { OutageFact } from '@app/availability/domain';
import type { TicketFact } from '@app/tickets/domain';
import { walkMeasure } from './measure-walk.oracle.js';
import { wallClock } from './wall-calendar.oracle.js';

/**
 * An independent reading of MEASURING 9: the figures of a month counted by plain loops, seconds looked at one by one,
 * the zone asked of `Intl` alone. It shares types with the libraries and no code; it is slow on purpose.
 */
export interface MonthByHand {
  readonly figures: Readonly<Record<string, { met: number; breached: number }>>;
  /** Seconds of the window, seconds down. */
  readonly availability: Readonly<Record<string, { windowSeconds: number; downtimeSeconds: number }>>;
  readonly interruptions: Readonly<Record<Basis, number>>;
  readonly restoration: Readonly<Record<string, { seconds: number; verdict: string }>>;
  readonly breaches: readonly string[];
  readonly superseded: readonly string[];
  readonly counts: {
    readonly registered: Readonly<Record<string, number>>;
    readonly resolved: number;
    readonly workarounds: number;
    readonly reopened: number;
    readonly open: number;
  };
}

type Basis = 'gross' | 'net';
const BASES: readonly Basis[] = ['gross', 'net'];
/** Every edge of a window, and every switch of the clock, is a multiple of it. */
const CELL = 900;

interface Question {
  readonly agreement: Agreement;
  readonly tickets: ReadonlyMap<string, readonly TicketFact[]>;
  readonly outages: ReadonlyMap<string, readonly OutageFact[]>;
  readonly month: string;
  readonly monthOf: 'verdict' | 'registration';
  /** After the month's end. */
  readonly at: number;
}

const monthAt = (zone: string, second: number): string => wallClock(zone, second).day.slice(0, 7);

/** The first second of a month on the wall clock of a zone: quarter by quarter through the days around it. */
function startOfMonth(zone: string, month: string): number {
  let second = Date.parse(`${month}-01T00:00:00Z`) / 1000 - 86_400;
  while (monthAt(zone, second) < month) second += CELL;
  return second;
}

const following = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)).toISOString().slice(0, 7);

/** Counts a month by hand. */
export function monthByHand(question: Question): MonthByHand {
  const { agreement, month } = question;
  const version = agreement.versions.findLast(({ effectiveFrom }) => effectiveFrom <= `${month}-01`);
  if (version === undefined) throw new Error('the year begins with a version');
  const zone = version.calendar.timeZone;
  const [from, to] = [startOfMonth(zone, month), startOfMonth(zone, following(month))];
  return {
    ...clocksByHand(question),
    ...outagesByHand(question, version, from, to),
    counts: countsByHand(question, from, to),
  };
}

function clocksByHand({ agreement, tickets, month, monthOf, at }: Question) {
  const figures: Record<string, { met: number; breached: number }> = {};
  const breaches: string[] = [];
  const superseded: string[] = [];
  const row = (key: string) => (figures[key] ??= { met: 0, breached: 0 });
  for (const { objectives } of agreement.versions)
    for (const { objectiveId } of objectives)
      for (const metric of ['response', 'resolution'])
        for (const basis of BASES) row(`${metric} ${objectiveId} ${basis}`);
  for (const [ticketId, facts] of tickets) {
    const registered = facts.find(({ type }) => type === 'TicketRegistered');
    if (registered === undefined) continue;
    const version = agreement.versions.findLast(
      ({ effectiveFrom, calendar }) =>
        effectiveFrom <= wallClock(calendar.timeZone, registered.occurredAt).day,
    );
    const clocks = walked(facts, agreement, at);
    for (const basis of BASES) {
      for (const metric of ['response', 'resolution'] as const) {
        const own = clocks.find((clock) => clock.metric === metric && clock.basis === basis);
        const clock = own ?? clocks.find((each) => each.metric === metric);
        if (!version || !clock || clock.decidedAt === null || clock.priority === null) continue;
        const since = monthOf === 'verdict' ? clock.decidedAt : registered.occurredAt;
        if (monthAt(version.calendar.timeZone, since) !== month) continue;
        const name = `${ticketId} ${metric} ${basis}`;
        if (clock.state === 'superseded') superseded.push(name);
        if (clock.state === 'breached') breaches.push(name);
        if (clock.state !== 'met' && clock.state !== 'breached') continue;
        for (const { objectiveId, priorities } of version.objectives) {
          if (!priorities.includes(clock.priority)) continue;
          row(`${metric} ${objectiveId} ${basis}`)[clock.state] += 1;
        }
      }
    }
  }
  return { figures, breaches: breaches.sort(), superseded: superseded.sort() };
}

const walks = new WeakMap<readonly TicketFact[], ReturnType<typeof walkMeasure>['clocks']>();

/** Walked once for all months: a list of facts is asked for under one agreement and at one instant alone. */
function walked(facts: readonly TicketFact[], agreement: Agreement, at: number) {
  const clocks = walks.get(facts) ?? walkMeasure(facts, agreement, at, CELL).clocks;
  walks.set(facts, clocks);
  return clocks;
}

interface DownSeconds {
  readonly outageId: string;
  readonly from: number;
  readonly ended: boolean;
  readonly gross: readonly number[];
  readonly net: readonly number[];
}

/** Every second of an outage, one by one. */
function secondsOf(
  outageId: string,
  facts: readonly OutageFact[],
  at: number,
): DownSeconds & { planned: boolean } {
  const retracted = facts.flatMap((fact) => (fact.type === 'FactRetracted' ? [fact.data.factId] : []));
  const standing = facts.filter(({ id }) => !retracted.includes(id));
  const start = standing.find((fact) => fact.type === 'OutageStarted');
  if (start?.type !== 'OutageStarted')
    return { outageId, from: 0, ended: true, gross: [], net: [], planned: false };
  const end = standing.find(
    ({ type, occurredAt }) => type === 'OutageEnded' && occurredAt >= start.occurredAt,
  );
  let [from, to] = [start.occurredAt, end?.occurredAt];
  for (const fact of standing) {
    if (fact.type !== 'OutageCorrected') continue;
    from = Date.parse(fact.data.from) / 1000;
    to = fact.data.to === undefined ? undefined : Date.parse(fact.data.to) / 1000;
  }
  const excluded: { from: number; to: number }[] = [];
  for (const fact of standing) {
    if (fact.type !== 'ExclusionProposed') continue;
    const { exclusionId } = fact.data;
    const decision = standing.findLast(
      (other) =>
        (other.type === 'ExclusionAccepted' || other.type === 'ExclusionRejected') &&
        other.data.exclusionId === exclusionId,
    );
    if (decision?.type !== 'ExclusionAccepted') continue;
    excluded.push({
      from: fact.data.from === undefined ? -Infinity : Date.parse(fact.data.from) / 1000,
      to: fact.data.to === undefined ? Infinity : Date.parse(fact.data.to) / 1000,
    });
  }
  const gross: number[] = [];
  for (let second = from; second < Math.min(to ?? at, at); second++) gross.push(second);
  const net = gross.filter((second) => !excluded.some((each) => each.from <= second && second < each.to));
  return { outageId, from, ended: to !== undefined, gross, net, planned: start.data.planned ?? false };
}

function outagesByHand({ outages, at }: Question, version: AgreementVersion, from: number, to: number) {
  const { availability: terms, calendar: hours } = version;
  const calendar = wallClock.calendar(hours, CELL);
  const isIn = (window: string) => (second: number) =>
    calendar.isOpen(second) === (window === 'support-hours');
  const counted = [...outages]
    .map(([outageId, facts]) => secondsOf(outageId, facts, at))
    .filter(({ planned }) => !planned || terms.plannedMaintenance === 'counts');
  const down = (basis: Basis) =>
    [...new Set(counted.flatMap((outage) => outage[basis]))].sort((a, b) => a - b);
  const availability: Record<string, { windowSeconds: number; downtimeSeconds: number }> = {};
  for (const { window } of terms.objectives) {
    let windowSeconds = 0;
    for (let second = from; second < to; second += CELL) if (isIn(window)(second)) windowSeconds += CELL;
    for (const basis of BASES) {
      const inMonth = down(basis).filter((second) => second >= from && second < to);
      availability[`${window} ${basis}`] = {
        windowSeconds,
        downtimeSeconds: inMonth.filter(isIn(window)).length,
      };
    }
  }
  const restoration: Record<string, { seconds: number; verdict: string }> = {};
  for (const outage of counted) {
    if (outage.gross.length === 0 || outage.from < from || outage.from >= to) continue;
    for (const basis of BASES) {
      const seconds = outage[basis].filter((second) => calendar.isOpen(second)).length;
      const late = seconds > terms.restoreWithinSeconds;
      restoration[`${outage.outageId} ${basis}`] = {
        seconds,
        verdict: late ? 'breached' : outage.ended ? 'met' : 'running',
      };
    }
  }
  return {
    availability,
    interruptions: interruptionsByHand(
      down('gross'),
      new Set(down('net')),
      terms.interruptions.mergeGapSeconds,
      from,
      to,
    ),
    restoration,
  };
}

/** Runs of down seconds with no more than the gap between them; each counts where it starts. */
function interruptionsByHand(
  down: readonly number[],
  left: ReadonlySet<number>,
  gap: number,
  from: number,
  to: number,
): Record<Basis, number> {
  const found = { gross: 0, net: 0 };
  let startsInMonth = false;
  let isNet = false;
  let last = -Infinity;
  for (const second of down) {
    if (second - last - 1 > gap) {
      startsInMonth = second >= from && second < to;
      isNet = false;
      if (startsInMonth) found.gross += 1;
    }
    if (startsInMonth && !isNet && left.has(second)) {
      isNet = true;
      found.net += 1;
    }
    last = second;
  }
  return found;
}

function countsByHand({ tickets, at }: Question, from: number, to: number): MonthByHand['counts'] {
  const registered: Record<string, number> = { incident: 0, 'information-request': 0, 'change-request': 0 };
  let [resolved, workarounds, reopened, open] = [0, 0, 0, 0];
  const cutoff = Math.min(to, at);
  const isInMonth = (second: number): boolean => second >= from && second < to;
  for (const facts of tickets.values()) {
    const ordered = [...facts].sort((a, b) => a.occurredAt - b.occurredAt);
    const registration = ordered.find(({ type }) => type === 'TicketRegistered');
    if (registration?.type !== 'TicketRegistered') continue;
    let type: string = registration.data.type;
    let state: 'open' | 'resolved' | 'closed' | 'gone' = 'open';
    let stateAtCutoff = registration.occurredAt < cutoff ? 'open' : 'unknown';
    let lastKind: string | undefined;
    let hasReopened = false;
    for (const fact of ordered) {
      if (fact.type === 'TypeChanged') type = fact.data.to;
      if (fact.type === 'Withdrawn' || fact.type === 'MarkedDuplicate') state = 'gone';
      if (state !== 'gone') {
        if (fact.type === 'ResolutionProvided' && state !== 'resolved') {
          state = 'resolved';
          if (isInMonth(fact.occurredAt)) lastKind = fact.data.kind;
        }
        if (fact.type === 'Closed') state = 'closed';
        if (fact.type === 'Reopened' && state !== 'open') {
          state = 'open';
          hasReopened ||= isInMonth(fact.occurredAt);
        }
      }
      if (stateAtCutoff !== 'unknown' && fact.occurredAt <= cutoff) stateAtCutoff = state;
    }
    if (isInMonth(registration.occurredAt)) registered[type] = (registered[type] ?? 0) + 1;
    if (lastKind !== undefined) resolved += 1;
    if (lastKind === 'workaround') workarounds += 1;
    if (hasReopened) reopened += 1;
    if (stateAtCutoff === 'open') open += 1;
  }
  return { registered, resolved, workarounds, reopened, open };
}
