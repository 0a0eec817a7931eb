// @ts-check
import { compareDates, exclusionsOf, standing } from './facts.mjs';

/** About other facts: they count as soon as they are known, and do nothing to a clock of themselves (MEASURING 1). */
export const ABOUT_FACTS = ['PriorityCorrected', 'ExclusionProposed', 'ExclusionAccepted', 'ExclusionRejected'];
const FINAL = ['Withdrawn', 'MarkedDuplicate'];

/** The facts of a ticket that count at an instant: the earliest registration, and what follows it (MEASURING 1 and 2). */
export function ticketAt(recorded, at) {
  const { facts, idle } = standing(recorded);
  const known = facts.filter((fact) => fact.at <= at || ABOUT_FACTS.includes(fact.type));
  const registration = known.find(({ type }) => type === 'TicketRegistered');
  if (!registration) return null;
  const isBefore = (a, b) => (compareDates(a, b) || a.sequence - b.sequence || recorded.indexOf(a) - recorded.indexOf(b)) < 0;
  const place = (fact) => known.filter((other) => other.type !== 'TicketRegistered' && isBefore(other, fact)).length;
  const odd = idle.map((fact) => ({ code: 'RETRACTION_RETRACTED', place: place(fact) }));
  const after = [];
  for (const fact of known) {
    if (fact.type === 'TicketRegistered') {
      const isSame = fact.data.customerId === registration.data.customerId;
      if (fact !== registration) odd.push({ code: isSame ? 'REGISTERED_TWICE' : 'CUSTOMER_CHANGED', place: place(fact) });
    } else if (compareDates(fact, registration) < 0) {
      odd.push({ code: 'FACT_BEFORE_REGISTRATION', place: place(fact) });
      after.push({ ...fact, at: registration.at, fraction: registration.fraction });
    } else after.push(fact);
  }
  const type = after.findLast((fact) => fact.type === 'TypeChanged')?.data.to ?? registration.data.type;
  return { registration, facts: after, odd, type, exclusions: exclusionsOf(after) };
}

/** What happened to a ticket of any type, which the month counts (MEASURING 9). */
export function activityOf({ registration, facts }) {
  const spans = [{ from: registration.at, to: null }];
  const [resolutions, reopenings] = /** @type {any[][]} */ ([[], []]);
  const waits = new Set();
  let [resolved, closed, end] = [false, false, ''];
  for (const { type, at, data } of facts) {
    if (type === 'WaitingStarted') waits.add(data.waitId ?? '');
    if (type === 'WaitingEnded' && data.waitId === undefined) waits.clear();
    if (type === 'WaitingEnded') waits.delete(data.waitId);
    if (type === 'ResolutionProvided' && !resolved) resolutions.push({ at, kind: data.kind });
    if (type === 'Reopened' && (resolved || closed)) {
      [resolved, closed] = [false, false];
      reopenings.push(at);
      if (spans[spans.length - 1].to === at) spans[spans.length - 1].to = null;
      else spans.push({ from: at, to: null });
      waits.clear();
    }
    [resolved, closed] = [resolved || type === 'ResolutionProvided', closed || type === 'Closed'];
    if (FINAL.includes(type)) end = type === 'Withdrawn' ? 'withdrawn' : 'duplicate';
    if (['ResolutionProvided', 'Closed', ...FINAL].includes(type)) {
      spans[spans.length - 1].to ??= at;
      waits.clear();
    }
    if (end) break;
  }
  const state = end || (closed && 'closed') || (resolved && 'resolved') || (waits.size > 0 ? 'waiting' : 'open');
  return { state, isDropped: end !== '', resolutions, reopenings, spans: spans.filter(({ from, to }) => from !== to) };
}

const becomesIncident = (fact) => fact.type === 'TypeChanged' && fact.data.to === 'incident';

/** A ticket's life as an incident: R, facts before and from R on, the leaving, priorities (MEASURING 2, 3); null: it never was one. */
export function incidentOf({ registration, facts }, terms) {
  const isBorn = registration.data.type === 'incident';
  const becomes = isBorn ? -1 : facts.findIndex(becomesIncident);
  if (becomes < 0 && !isBorn) return null;
  const startedBy = facts[becomes] ?? registration;
  const lastBack = facts.findLastIndex(becomesIncident);
  const leavesBy = ({ type, data }, index) =>
    FINAL.includes(type) || (type === 'TypeChanged' && data.to !== 'incident' && index > lastBack);
  const leaves = facts.findIndex(leavesBy);
  const end = leaves < 0 ? facts.length : leaves;
  const [start, left] = [startedBy.at, facts[leaves]];
  const before = facts.slice(0, Math.max(0, Math.min(becomes, end)));
  const own = facts.slice(becomes + 1, end);
  const leaving = left ? { at: Math.max(left.at, start), fact: left } : null;
  return { start, before, facts: own, leaving, ...prioritiesOf(registration, startedBy, facts, before, own, terms) };
}

/** The last correction replaces every priority from R until the next later change. */
function prioritiesOf(registration, startedBy, all, before, facts, terms) {
  const correctedAt = all.findLastIndex(({ type }) => type === 'PriorityCorrected');
  const isChange = (fact) => fact.type === 'PriorityChanged' && all.indexOf(fact) > correctedAt;
  const named = ({ data: { priority, impact } }) => priority ?? (impact && priorityOf(terms, impact)) ?? null;
  const told = before.findLast(isChange)?.data.to;
  const correction = all[correctedAt]?.data.to;
  const own = correction === undefined ? named(startedBy) : null;
  const starting = own ?? told ?? correction ?? named(registration);
  const changes = new Map();
  let priority = starting;
  for (const fact of facts.filter(isChange)) {
    if (fact.data.to === priority) continue;
    priority = fact.data.to;
    changes.set(fact, priority);
  }
  return { starting, changes, priority };
}

const priorityOf = ({ priorities }, { service, users }) =>
  ['top', 'high', 'medium', 'low'].find((name) => priorities[name].impact.service === service && priorities[name].impact.users === users);
