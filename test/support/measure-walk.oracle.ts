import type { Agreement, AgreementVersion, Impact, Metric, Priority } from '@app/agreements/domain';
import type { Finding } from '@app/service-levels/domain';
import type { TicketFact } from '@app/tickets/domain';
import { ABOUT_FACTS } from './arbitrary-facts.js';
import { noClock, walkClock, type Applied, type Interval, type WalkedClock } from './clock-walk.oracle.js';
import { wallClock } from './wall-calendar.oracle.js';

/**
 * An independent reading of MEASURING.md: one ticket measured by walking through time, cell by cell, the zone asked of
 * `Intl` alone. It shares types with the libraries and no code; it is slow on purpose. Numbers in comments are the
 * paragraphs of MEASURING.md.
 */
export interface WalkedLevels {
  readonly clocks: readonly WalkedClock[];
  readonly registrationToRootCauseSeconds: number | null;
  readonly registrationToResolutionSeconds: number | null;
  readonly findings: readonly Finding[];
}

const NOTHING: WalkedLevels = {
  clocks: [],
  registrationToRootCauseSeconds: null,
  registrationToResolutionSeconds: null,
  findings: [],
};

/**
 * @param recorded facts in order of recording
 * @param cell seconds at which the calendar is looked at: every edge of a window is a multiple of it
 */
export function walkMeasure(
  recorded: readonly TicketFact[],
  agreement: Agreement,
  at: number,
  cell: number,
): WalkedLevels {
  const findings = new Set<Finding>();
  // 1
  const retractions = new Set(recorded.filter(({ type }) => type === 'FactRetracted').map(({ id }) => id));
  const retracted = new Set<string>();
  for (const fact of recorded) {
    if (fact.type !== 'FactRetracted') continue;
    if (retractions.has(fact.data.factId)) findings.add('RETRACTION_RETRACTED');
    else retracted.add(fact.data.factId);
  }
  const ordered = recorded
    .map((fact, index) => ({ fact, index }))
    .filter(({ fact }) => !retracted.has(fact.id) && (ABOUT_FACTS.has(fact.type) || fact.occurredAt <= at))
    .sort(
      (a, b) =>
        a.fact.occurredAt - b.fact.occurredAt ||
        Number(`0.${a.fact.fraction}0`) - Number(`0.${b.fact.fraction}0`) ||
        a.fact.sequence - b.fact.sequence ||
        a.index - b.index,
    )
    .map(({ fact }) => fact);
  // 2
  const registration = ordered.find(({ type }) => type === 'TicketRegistered');
  if (registration?.type !== 'TicketRegistered') return NOTHING;
  const version = agreement.versions.findLast(
    ({ effectiveFrom, calendar }) =>
      wallClock(calendar.timeZone, registration.occurredAt).day >= effectiveFrom,
  );
  if (!version) return { ...NOTHING, findings: ['NO_VERSION_IN_FORCE'] };
  const calendar = wallClock.calendar(version.calendar, cell);
  const others = ordered.filter((fact) => {
    if (fact.type === 'TicketRegistered' && fact !== registration) findings.add('REGISTERED_TWICE');
    return fact.type !== 'TicketRegistered';
  });
  for (const fact of others) {
    // A retraction counts whatever its date, and is gone with what it retracts.
    const before =
      fact.type !== 'FactRetracted' &&
      (fact.occurredAt < registration.occurredAt ||
        (fact.occurredAt === registration.occurredAt &&
          Number(`0.${fact.fraction}0`) < Number(`0.${registration.fraction}0`)));
    if (before) findings.add('FACT_BEFORE_REGISTRATION');
  }
  const becomes =
    registration.data.type === 'incident'
      ? registration
      : others.find((f) => f.type === 'TypeChanged' && f.data.to === 'incident');
  if (!becomes) return { ...NOTHING, findings: [...findings] };
  const start = Math.max(becomes.occurredAt, registration.occurredAt);
  const applied: Applied[] = others.map((fact) => ({ ...fact, appliedAt: Math.max(fact.occurredAt, start) }));
  // Everything up to the change that made it an incident; none where it was registered as one.
  const becameAt = others.findIndex((fact) => fact === becomes);

  // A change away that any later one takes back is an excursion; the two final ones end it at once.
  const back = applied.findLastIndex((fact) => fact.type === 'TypeChanged' && fact.data.to === 'incident');
  const leavesAt = applied.findIndex(
    (fact, index) =>
      fact.type === 'Withdrawn' ||
      fact.type === 'MarkedDuplicate' ||
      (fact.type === 'TypeChanged' && fact.data.to !== 'incident' && index > back && index > becameAt),
  );
  const leaver = applied[leavesAt];
  const leaving = leaver ? { index: leavesAt, at: leaver.appliedAt, because: leaver.type } : null;
  // 3
  const registered = registration.data;
  let starting: Priority | undefined = registered.priority ?? priorityOf(version, registered.impact);
  let correctedAt = -1;
  for (const [index, fact] of applied.entries()) {
    if (fact.type === 'PriorityChanged' && index < becameAt) starting = fact.data.to;
    // A correction holds until the next PriorityChanged: what the ticket became an incident with is none.
    if (fact.type === 'TypeChanged' && index === becameAt && correctedAt === -1)
      starting = fact.data.priority ?? priorityOf(version, fact.data.impact) ?? starting;
    if (fact.type !== 'PriorityCorrected') continue;
    correctedAt = index;
    starting = fact.data.to;
  }
  const end = leaving?.at ?? at;
  const isGone = (fact: Applied, index: number) =>
    fact.type === 'PriorityChanged' && (index < correctedAt || index < becameAt);
  const walked = applied.filter(
    (fact, index) =>
      !ABOUT_FACTS.has(fact.type) && index < (leaving?.index ?? Infinity) && !isGone(fact, index),
  );
  // 8
  const exclusions = exclusionsAt(applied);
  const clocks: WalkedClock[] = [];
  for (const metric of ['response', 'resolution'] as const) {
    const walk = (basis: 'gross' | 'net', pauses: readonly Interval[]) =>
      walkClock({ metric, basis, version, calendar, start, end, starting, facts: walked, pauses, leaving });
    clocks.push(walk('gross', []));
    const own = exclusions.filter((exclusion) => exclusion.metrics?.includes(metric) ?? true);
    if (own.length === 0) continue;
    if (own.some(({ from, to }) => from === null && to === null))
      clocks.push(noClock(metric, 'net', 'excluded', clocks.at(-1)?.priority ?? null));
    else
      clocks.push(
        walk(
          'net',
          own.map(({ from, to }) => ({ from: from ?? start, to: to ?? Infinity })),
        ),
      );
  }
  // 4 and 7
  let open = true;
  let stopped = false;
  let cause: number | null = null;
  let resolvedAt: number | null = null;
  for (const fact of walked) {
    if (fact.type === 'ResolutionProvided') {
      if (!open) findings.add('RESOLVED_TWICE');
      else resolvedAt = fact.appliedAt;
      open = false;
      stopped = true;
    }
    if (fact.type === 'Reopened') {
      if (open) findings.add('REOPENED_WHILE_OPEN');
      open = true;
      resolvedAt = null;
    }
    if (fact.type === 'Closed' && open) findings.add('CLOSED_WITHOUT_RESOLUTION');
    if (fact.type === 'WaitingStarted' && !(fact.data.reason in version.waitingReasons))
      findings.add('UNKNOWN_WAITING_REASON');
    if (fact.type === 'RootCauseEstablished' && cause === null) {
      cause = fact.appliedAt;
      // Said of a resolution that is judged: a ticket that left has none.
      if (stopped && !leaving) findings.add('ROOT_CAUSE_AFTER_RESOLUTION');
    }
  }
  if (cause === null && version.clocks.resolution.startsAt === 'root-cause' && leaving === null)
    findings.add(open ? 'ROOT_CAUSE_NOT_YET_ESTABLISHED' : 'ROOT_CAUSE_NOT_RECORDED');
  const support = (to: number | null) => (to === null ? null : calendar.secondsIn(start, to));
  return {
    clocks,
    registrationToRootCauseSeconds: support(cause),
    registrationToResolutionSeconds: support(resolvedAt),
    findings: [...findings],
  };
}

function priorityOf({ priorities }: AgreementVersion, impact: Impact | undefined): Priority | undefined {
  return (
    impact &&
    (['top', 'high', 'medium', 'low'] as const).find(
      (priority) =>
        priorities[priority].impact.service === impact.service &&
        priorities[priority].impact.users === impact.users,
    )
  );
}

/** Accepted ones only: of several proposals or decisions under one id the last. */
function exclusionsAt(facts: readonly Applied[]) {
  const second = (text: string | undefined) =>
    text === undefined ? null : Math.floor(Date.parse(text) / 1000);
  const proposed = new Map<
    string,
    { from: number | null; to: number | null; metrics: readonly Metric[] | null }
  >();
  const accepted = new Map<string, boolean>();
  for (const fact of facts) {
    if (fact.type === 'ExclusionProposed')
      proposed.set(fact.data.exclusionId, {
        from: second(fact.data.from),
        to: second(fact.data.to),
        metrics: fact.data.metrics ?? null,
      });
    if (fact.type === 'ExclusionAccepted') accepted.set(fact.data.exclusionId, true);
    if (fact.type === 'ExclusionRejected') accepted.set(fact.data.exclusionId, false);
  }
  return [...proposed].flatMap(([id, exclusion]) => (accepted.get(id) === true ? [exclusion] : []));
}
