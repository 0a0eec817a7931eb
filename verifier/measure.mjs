// @ts-check
import { Calendar } from './calendar.mjs';
import { Clock } from './clock.mjs';
import { ABOUT_FACTS, incidentOf } from './ticket.mjs';
import { monthOfInstant, startOfDay } from './time.mjs';

/** Each code once, in this order (MEASURING 7). */
const FINDINGS = `NO_VERSION_IN_FORCE REGISTERED_TWICE FACT_BEFORE_REGISTRATION RESOLVED_TWICE REOPENED_WHILE_OPEN CLOSED_WITHOUT_RESOLUTION
  UNKNOWN_WAITING_REASON ROOT_CAUSE_AFTER_RESOLUTION ROOT_CAUSE_NOT_RECORDED ROOT_CAUSE_NOT_YET_ESTABLISHED RETRACTION_RETRACTED`.split(
  /\s+/,
);

const startsAt = ({ calendar, effectiveFrom }) => startOfDay(calendar.timeZone, effectiveFrom);

/** The versions of an agreement, in order, each with when it begins and its calendar. */
export const versionsOf = ({ versions }) =>
  versions.map((terms) => ({ terms, startsAt: startsAt(terms), calendar: new Calendar(terms.calendar) }));
export const versionInForce = (versions, at) => versions.findLast((version) => version.startsAt <= at);

/** Measures a ticket as it is at an instant; with other exclusions than those that stand, to see what they would change. */
export function measure(ticket, versions, at, exclusions = ticket.exclusions) {
  const version = versionInForce(versions, ticket.registration.at);
  const incident = version && incidentOf(ticket, version.terms);
  const found = findingsOf(ticket, incident, version);
  const clocks = incident ? clocksOf(incident, version, at, exclusions) : [];
  const { start: incidentAt = null, priority = null } = incident ?? {};
  return { version: version?.terms, incidentAt, priority, clocks, findings: FINDINGS.filter((code) => found.has(code)) };
}

function clocksOf(incident, { terms, calendar }, at, exclusions) {
  const { start, leaving, starting, changes } = incident;
  const facts = [...incident.before.map((fact) => ({ ...fact, at: start })), ...incident.facts];
  const world = facts.filter(({ type }) => !ABOUT_FACTS.includes(type));
  return ['response', 'resolution'].flatMap((metric) => {
    const question = { metric, terms, calendar, start, until: leaving?.at ?? at, starting, facts: world, changes };
    const walked = (basis, pauses) => ({ metric, basis, ...shown(new Clock({ ...question, pauses }), incident, terms) });
    const gross = walked('gross', []);
    const isNamed = ({ state, metrics }) => state === 'accepted' && (metrics === null || metrics.includes(metric));
    const accepted = exclusions.filter(isNamed);
    if (accepted.length === 0) return [gross, { ...gross, basis: 'net' }];
    const isWhole = accepted.some(({ from, to }) => from === null && to === null);
    if (isWhole) return [gross, { ...gross, basis: 'net', state: 'excluded', decidedAt: null, month: null }];
    return [
      gross,
      walked(
        'net',
        accepted.map(({ from, to }) => ({ from: from ?? start, to: to ?? Infinity })),
      ),
    ];
  });
}

/** A walked clock; one that left measurement is cancelled, or superseded where a breach was certain before. */
function shown(clock, { start, leaving }, terms) {
  const { priority, clause, target: targetSeconds, allowed: allowedSeconds } = clock.allowance;
  const left = clock.state === 'breached' ? 'superseded' : 'cancelled';
  const state = leaving && clock.state !== 'not-measured' ? left : clock.state;
  const decidedAt = state === 'cancelled' ? null : clock.decidedAt;
  const monthAt = terms.clocks.monthOf === 'registration' ? start : decidedAt;
  const month = decidedAt === null ? null : monthOfInstant(terms.calendar.timeZone, monthAt);
  const due = state === 'running' ? clock.due : { dueAt: null, breachesAt: null };
  const { startedAt, stoppedAt, elapsed: elapsedSeconds } = clock;
  return {
    state,
    priority,
    clause,
    targetSeconds,
    allowedSeconds,
    elapsedSeconds,
    startedAt,
    stoppedAt,
    ...due,
    decidedAt,
    month,
  };
}

/** What is odd about a ticket's facts; what comes after it left measurement is not. */
function findingsOf({ facts, odd }, incident, version) {
  const found = new Set(version ? [] : ['NO_VERSION_IN_FORCE']);
  const end = incident?.leaving ? facts.indexOf(incident.leaving.fact) : Infinity;
  for (const { code, place } of odd) if (place <= end) found.add(code);
  if (!incident) return found;
  let [resolved, everResolved, cause] = [false, false, ''];
  for (const { type, data } of [...incident.before, ...incident.facts]) {
    const isUnknown = type === 'WaitingStarted' && !Object.hasOwn(version.terms.waitingReasons, data.reason);
    if (isUnknown) found.add('UNKNOWN_WAITING_REASON');
    if (type === 'RootCauseEstablished') cause ||= everResolved ? 'late' : 'in time';
    if (type === 'Closed' && !resolved) found.add('CLOSED_WITHOUT_RESOLUTION');
    if (type === 'ResolutionProvided' && resolved) found.add('RESOLVED_TWICE');
    if (type === 'Reopened' && !resolved) found.add('REOPENED_WHILE_OPEN');
    if (type === 'ResolutionProvided') [resolved, everResolved] = [true, true];
    if (type === 'Reopened') resolved = false;
  }
  if (incident.leaving) return found;
  if (cause === 'late') found.add('ROOT_CAUSE_AFTER_RESOLUTION');
  const isMissing = cause === '' && version.terms.clocks.resolution.startsAt === 'root-cause';
  if (isMissing) found.add(resolved ? 'ROOT_CAUSE_NOT_RECORDED' : 'ROOT_CAUSE_NOT_YET_ESTABLISHED');
  return found;
}
