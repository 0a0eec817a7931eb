// @ts-check
import { compareText, factOf } from './facts.mjs';
import { measure, versionsOf } from './measure.mjs';
import { availabilityOf, inMonth, judge, outageAt, outageExclusions, outageRow, percentOf, publishedOf, reaches } from './outages.mjs';
import { problemRows } from './problems.mjs';
import { activityOf, ticketAt } from './ticket.mjs';
import { instantOrNull, instantText, monthBefore, monthBounds, monthOfInstant, readInstant, startOfDay } from './time.mjs';

/** The evaluation of a month as it is frozen, from terms and facts alone: events by kind and id, in order of recording (MEASURING 9). */
export function evaluate(agreement, events, question) {
  const frame = frameOf(agreement, question);
  const { terms } = frame.version;
  const factsOf = (kind) =>
    [...events[kind]].sort(([a], [b]) => compareText(a, b)).map(([id, own]) => /** @type {[string, any[]]} */ ([id, own.map(factOf)]));
  const tickets = new Map(factsOf('ticket'));
  const told = factsOf('outage').flatMap(([id, own]) => outageAt(id, own, frame.at) ?? []);
  const { agreementId, customerId, serviceId } = agreement;
  const outages = told.filter((one) => one.hasStart && one.serviceId === serviceId && [null, customerId].includes(one.customerId));
  const month = new Month(frame);
  for (const [ticketId, own] of tickets) month.take(ticketId, own);
  const named = new Set(outages.map(({ ticketId }) => ticketId));
  const ofMonth = inMonth(outages, frame.month);
  const lacksTicket = ({ ticketId, planned }) => ticketId === null && !planned;
  const published = new Map(factsOf('service')).get(serviceId) ?? [];
  const { breaches, superseded, atRisk, previousBreaches, findings, exclusions, requests, down } = month.lists;
  const { workarounds, resolved } = month.counts;
  const judging = new Set([terms.version, ...month.tallies.map(({ version }) => version)]);
  return {
    ...{ agreementId, customerId, serviceId, month: question.month, timeZone: terms.calendar.timeZone },
    ...{ agreementVersions: [...judging].sort((a, b) => a - b), monthOf: question.monthOf ?? terms.clocks.monthOf },
    ...{ from: instantText(frame.month.from), to: instantText(frame.month.to), at: instantText(frame.at) },
    figures: figuresOf(frame, month.tallies),
    ...availabilityOf(frame, outages),
    ...{ breaches, superseded, atRisk, counts: month.counts },
    findings: [
      ...findings,
      ...down.filter((ticketId) => !named.has(ticketId)).map((ticketId) => ({ ticketId, code: 'INCIDENT_WITHOUT_OUTAGE' })),
      ...ofMonth.filter(lacksTicket).map(({ outageId }) => ({ outageId, code: 'OUTAGE_WITHOUT_TICKET' })),
      ...told.filter(({ hasStart }) => !hasStart).map(({ outageId }) => ({ outageId, code: 'OUTAGE_WITHOUT_START' })),
    ],
    workarounds: { workarounds, resolved, percent: percentOf(workarounds, resolved) },
    requests: ['information-request', 'change-request'].map((type) => requestRow(type, requests)),
    outages: ofMonth.map(outageRow),
    publishedFigures: publishedOf(frame, published, outages),
    previousPeriod: { month: frame.previous, breaches: previousBreaches },
    problems: problemRows(factsOf('problem'), tickets, frame, month.decided),
    exclusions: [...exclusions, ...outageExclusions(frame, outages)],
  };
}

/** Zone, objectives and availability terms of a month are those of the version in force on its first day, else of the first. */
function frameOf(agreement, { month: name, at, monthOf = undefined }) {
  const versions = versionsOf(agreement);
  const isInForce = ({ startsAt, terms }) => startsAt <= startOfDay(terms.calendar.timeZone, `${name}-01`);
  const version = versions.findLast(isInForce) ?? versions[0];
  const { priorities, calendar } = version.terms;
  const isDown = (priority) => priorities[priority].impact.service === 'down' && priorities[priority].impact.users === 'several';
  const { customerId, serviceId } = agreement;
  const own = { name, previous: monthBefore(name), monthOf, customerId, serviceId, versions, version };
  const serviceDown = Object.keys(priorities).filter(isDown);
  return { ...own, month: monthBounds(calendar.timeZone, name), at: readInstant(at).second, serviceDown };
}

/** @returns {Record<string, any[]>} */
const listsOf = (...names) => Object.fromEntries(names.map((name) => [name, []]));

/** What a month knows of its tickets, which it is given one after another by id. */
class Month {
  tallies = [];
  lists = listsOf('breaches', 'superseded', 'atRisk', 'previousBreaches', 'findings', 'exclusions', 'requests', 'down');
  decided = new Set();
  registered = { incident: 0, 'information-request': 0, 'change-request': 0 };
  counts = { registered: this.registered, resolved: 0, workarounds: 0, reopened: 0, open: 0 };
  constructor(frame) {
    this.frame = frame;
  }

  take(ticketId, recorded) {
    const { at, customerId, serviceId, month, versions, serviceDown } = this.frame;
    const ticket = ticketAt(recorded, at);
    const own = ticket?.registration.data;
    if (!ticket || own.customerId !== customerId || own.serviceId !== serviceId) return;
    if (ticket.odd.some(({ code }) => code === 'CUSTOMER_CHANGED')) return;
    const levels = measure(ticket, versions, at);
    const activity = activityOf(ticket);
    const cutoff = Math.min(month.to, at);
    const isOpenThen = activity.spans.some(({ from, to }) => from <= cutoff && (to === null || cutoff < to));
    const isOpen = isOpenThen && activity.spans[0].from < cutoff;
    for (const clock of levels.clocks) this.#takeClock(ticketId, ticket, clock, levels, activity);
    this.#count(ticket, activity, isOpen);
    const isStanding = ticket.type === 'incident' && this.#isIn(ticket.registration.at) && !activity.isDropped;
    if (isStanding && serviceDown.includes(levels.priority)) this.lists.down.push(ticketId);
    const isDecided = this.decided.has(ticketId);
    if (isOpen || isDecided) this.lists.findings.push(...levels.findings.map((code) => ({ ticketId, code })));
    if (isDecided) this.lists.exclusions.push(...ticket.exclusions.map((exclusion) => this.#exclusionRow(ticketId, ticket, exclusion)));
  }

  #isIn(at) {
    return at >= this.frame.month.from && at < this.frame.month.to;
  }

  #takeClock(ticketId, { registration }, clock, { version, incidentAt }, activity) {
    if (registration.at < this.frame.month.to && isAtRisk(clock, version)) this.lists.atRisk.push(atRiskRow(ticketId, clock));
    const { monthOf } = this.frame;
    const { state, decidedAt } = clock;
    const cutAt = monthOf === 'verdict' ? decidedAt : incidentAt;
    const isCut = monthOf !== undefined && decidedAt !== null;
    const month = isCut ? monthOfInstant(version.calendar.timeZone, cutAt) : clock.month;
    if (month === this.frame.previous && state === 'breached') {
      const isDone = ['resolved', 'closed'].includes(activity.state);
      const resolvedAt = isDone ? instantOrNull(activity.resolutions.at(-1)?.at ?? null) : null;
      this.lists.previousBreaches.push({ ...breachRow(ticketId, clock), ticketState: activity.state, resolvedAt });
    }
    if (month !== this.frame.name) return;
    this.decided.add(ticketId);
    if (state === 'superseded') this.lists.superseded.push(breachRow(ticketId, clock));
    if (state === 'breached') this.lists.breaches.push(breachRow(ticketId, clock));
    if (['breached', 'met'].includes(state)) this.tallies.push({ ...clock, version: version.version });
  }

  #count({ type, registration }, activity, isOpen) {
    const { counts } = this;
    if (this.#isIn(registration.at)) counts.registered[type] += 1;
    const last = activity.resolutions.findLast(({ at }) => this.#isIn(at));
    if (last) counts.resolved += 1;
    if (last?.kind === 'workaround') counts.workarounds += 1;
    if (activity.reopenings.some((at) => this.#isIn(at))) counts.reopened += 1;
    if (isOpen) counts.open += 1;
    const end = activity.spans.findLast(({ to }) => to !== null && this.#isIn(to));
    const isCompleted = end && !(activity.isDropped && end === activity.spans.at(-1));
    if (isCompleted) this.lists.requests.push({ type, seconds: end.to - registration.at });
  }

  /** An exclusion of a ticket, and what it changes of its net clocks or would change, the others as they stand. */
  #exclusionRow(ticketId, ticket, { from, to, ...exclusion }) {
    const netUnder = (state) => {
      const decided = ticket.exclusions.map((each) => (each.exclusionId === exclusion.exclusionId ? { ...each, state } : each));
      const { clocks } = measure(ticket, this.frame.versions, this.frame.at, decided);
      return clocks.filter(({ basis }) => basis === 'net');
    };
    const accepted = netUnder('accepted');
    const changes = netUnder('rejected').flatMap(({ metric, priority, state, month }, index) => {
      const { state: otherState, month: otherMonth } = accepted[index];
      const isSame = otherState === state && otherMonth === month;
      return isSame ? [] : [{ metric, priority, without: { state, month }, with: { state: otherState, month: otherMonth } }];
    });
    return { ticketId, ...exclusion, from: instantOrNull(from), to: instantOrNull(to), changes };
  }
}

/** Is a clock open, and little of what it is allowed left? The share is agreed on for all priorities, or for each. */
function isAtRisk({ state, priority, allowedSeconds, elapsedSeconds }, { escalation }) {
  if (!['running', 'paused'].includes(state)) return false;
  const agreed = escalation?.atRiskPercent ?? 100;
  const percent = typeof agreed === 'number' ? agreed : agreed[priority];
  return percent !== undefined && reaches(elapsedSeconds, allowedSeconds, percent);
}

function clockRow(ticketId, { metric, basis, priority, clause, targetSeconds, allowedSeconds, elapsedSeconds }) {
  const row = { ticketId, metric, basis, priority, clause, targetSeconds, elapsedSeconds };
  return allowedSeconds === targetSeconds ? row : { ...row, allowedSeconds };
}

function breachRow(ticketId, clock) {
  const overrunSeconds = clock.elapsedSeconds - clock.allowedSeconds;
  return { ...clockRow(ticketId, clock), decidedAt: instantText(clock.decidedAt), overrunSeconds };
}

function atRiskRow(ticketId, clock) {
  const due = { dueAt: instantOrNull(clock.dueAt), breachesAt: instantOrNull(clock.breachesAt) };
  return { ...clockRow(ticketId, clock), state: clock.state, remainingSeconds: clock.allowedSeconds - clock.elapsedSeconds, ...due };
}

function requestRow(type, requests) {
  const own = requests.filter((one) => one.type === type).map(({ seconds }) => seconds);
  const [completed, total, longest] = [own.length, own.reduce((sum, one) => sum + one, 0), Math.max(...own)];
  const lead = completed === 0 ? [null, null] : [Math.floor(total / completed), longest];
  return { type, completed, meanLeadSeconds: lead[0], longestLeadSeconds: lead[1] };
}

/** Objectives that are the same in several versions share a row; else each version that judged a clock has its own. */
function figuresOf({ versions, version }, tallies) {
  const judging = new Set(tallies.map((tally) => tally.version));
  const others = versions.filter((one) => one !== version && judging.has(one.terms.version));
  const shared = new Map();
  for (const { terms } of [version, ...others]) {
    for (const objective of terms.objectives) {
      const key = JSON.stringify([objective.objectiveId, [...objective.priorities].sort(), objective.percent]);
      shared.set(key, { objective, ...shared.get(key), of: [...(shared.get(key)?.of ?? []), terms.version] });
    }
  }
  const rows = [...shared.values()];
  const isAlone = ({ objectiveId }) => rows.filter(({ objective }) => objective.objectiveId === objectiveId).length === 1;
  const kinds = (row) => ['gross', 'net'].map((basis) => ({ ...row, basis }));
  return ['response', 'resolution'].flatMap((metric) =>
    rows.flatMap(kinds).map(({ objective, of, basis }) => {
      const { objectiveId, priorities, percent: targetPercent, clause } = objective;
      const isOfRow = (tally) => tally.metric === metric && tally.basis === basis && of.includes(tally.version);
      const own = tallies.filter((tally) => isOfRow(tally) && priorities.includes(tally.priority));
      const [met, measured] = [own.filter(({ state }) => state === 'met').length, own.length];
      const row = { metric, objectiveId, priorities, basis, met, breached: measured - met, measured, targetPercent, clause };
      return { ...row, ...(isAlone(objective) ? {} : { agreementVersion: of[0] }), ...judge(met, measured, targetPercent) };
    }),
  );
}
