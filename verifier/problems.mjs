// @ts-check
import { compareDates, compareText, standing } from './facts.mjs';
import { versionInForce } from './measure.mjs';
import { incidentOf, ticketAt } from './ticket.mjs';
import { DAY, fromWall, instantOrNull, localDay } from './time.mjs';

/** What each fact brings a problem to, and how far that is: it only goes on, but that causes are related may be said again. */
const STATES = {
  ...{ CausesRelated: ['causes-related', 1], RootCauseAnalysisStarted: ['analysing', 2], RootCauseFound: ['root-cause-found', 3] },
  ...{ KnownErrorDeclared: ['known-error', 4], ProblemSolved: ['solved', 5], ProblemClosed: ['closed', 6] },
};

/** A problem of the frame's service as it stands at its instant (TERMS 6); none where nobody has registered it by then. */
function problemAt(problemId, recorded, tickets, frame) {
  const known = standing(recorded).facts.filter((fact) => fact.at <= frame.at);
  const registration = known.find(({ type }) => type === 'ProblemRegistered');
  const { customerId, serviceId } = registration?.data ?? {};
  if (!registration || customerId !== frame.customerId || serviceId !== frame.serviceId) return [];
  const others = known.filter(({ type }) => type !== 'ProblemRegistered');
  const facts = others.map((fact) => (compareDates(fact, registration) < 0 ? { ...fact, at: registration.at } : fact));
  let [state, stage] = ['registered', 0];
  const linked = new Set();
  for (const { type, data } of facts) {
    const [reached, further] = STATES[type] ?? ['', 0];
    if (further > stage || (further === 1 && stage === 1)) {
      state = type === 'CausesRelated' && !data.related ? 'causes-unrelated' : reached;
      stage = further;
    }
    if (type === 'TicketLinked') linked.add(data.ticketId);
    if (type === 'TicketUnlinked') linked.delete(data.ticketId);
  }
  const ids = [...linked].sort(compareText);
  const dues = ids.flatMap((id) => duesOf(tickets.get(id) ?? [], frame));
  const first = (type) => facts.find((fact) => fact.type === type)?.at ?? null;
  const dueAt = dues.length === 0 ? null : Math.min(...dues);
  const deliveredAt = dueAt === null ? null : first('RootCauseReportAttached');
  return [{ problemId, state, tickets: ids, registeredAt: registration.at, closedAt: first('ProblemClosed'), dueAt, deliveredAt }];
}

/** When analyses are due: after the registration of a ticket that ever had a priority which asks for one, and after each request. */
function duesOf(recorded, { customerId, serviceId, versions, at }) {
  const ticket = ticketAt(recorded, at);
  const own = ticket?.registration.data;
  if (!ticket || own.customerId !== customerId || own.serviceId !== serviceId) return [];
  const terms = versionInForce(versions, ticket.registration.at)?.terms;
  const incident = terms && incidentOf(ticket, terms);
  if (!incident || incident.leaving) return [];
  const had = [incident.starting, ...incident.changes.values()].filter((priority) => priority !== null);
  if (had.length === 0) return [];
  const always = had.some((priority) => terms.problems.alwaysForPriorities.includes(priority));
  const requests = ticket.facts.filter(({ type }) => type === 'RootCauseAnalysisRequested');
  const zone = terms.calendar.timeZone;
  const dueDay = (fact) => monthsLater(localDay(zone, fact.at), terms.rootCauseAnalysis.dueMonths);
  return [...(always ? [ticket.registration] : []), ...requests].map((fact) => fromWall(zone, (dueDay(fact) + 1) * DAY) - 1);
}

/** The same day (since 1970) so many months later, or the last of that month. */
function monthsLater(day, months) {
  const date = new Date(day * DAY * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 1000 / DAY;
}

/** The problems of a month: registered, closed, due, delivered or overdue in it, or of a ticket with a clock decided in it. */
export function problemRows(problems, tickets, frame, decided) {
  const { month, at } = frame;
  const isIn = (instant) => instant !== null && instant >= month.from && instant < month.to;
  const isOfMonth = ({ registeredAt, closedAt, dueAt, deliveredAt, tickets: linked }) => {
    const isDue = dueAt !== null && dueAt < Math.min(month.to, at);
    const isOverdue = isDue && (deliveredAt === null || deliveredAt >= month.from);
    return isOverdue || [registeredAt, closedAt, dueAt, deliveredAt].some(isIn) || linked.some((id) => decided.has(id));
  };
  const known = [...problems].flatMap(([problemId, facts]) => problemAt(problemId, facts, tickets, frame));
  return known.filter(isOfMonth).map(({ problemId, state, tickets: linked, dueAt, deliveredAt }) => {
    const rootCauseAnalysis = { dueAt: instantOrNull(dueAt), state: analysisState(dueAt, deliveredAt, at) };
    return { problemId, state, tickets: linked, rootCauseAnalysis };
  });
}

function analysisState(dueAt, deliveredAt, at) {
  const [inTime, late] = deliveredAt === null ? ['due', 'overdue'] : ['delivered', 'delivered-late'];
  return dueAt === null ? 'not-required' : (deliveredAt ?? at) <= dueAt ? inTime : late;
}
