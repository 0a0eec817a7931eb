// @ts-check
import { cut, union, without } from './calendar.mjs';
import { exclusionsOf, standing } from './facts.mjs';
import { instantOrNull, instantText, readInstant } from './time.mjs';

const BASES = ['gross', 'net'];

/** An outage at an instant: from the earliest start to the first end after it, as last corrected; null: nothing known (MEASURING 9). */
export function outageAt(outageId, recorded, at) {
  const { facts } = standing(recorded);
  const correction = facts.findLast(({ type }) => type === 'OutageCorrected')?.data;
  const happened = facts.filter((fact) => fact.at <= at);
  const start = (correction ? facts : happened).find(({ type }) => type === 'OutageStarted');
  const isKnown = correction || happened.some(({ type }) => type === 'OutageEnded');
  if (!start) return isKnown ? { outageId, hasStart: false } : null;
  const end = happened.find((fact) => fact.type === 'OutageEnded' && fact.at >= start.at)?.at ?? null;
  const secondOf = (text) => (text === undefined ? null : readInstant(text).second);
  const [from, to] = correction ? [secondOf(correction.from), secondOf(correction.to)] : [start.at, end];
  const { serviceId, customerId = null, ticketId = null, planned = false } = start.data;
  const told = { outageId, hasStart: true, serviceId, customerId, ticketId, planned, disaster: disasterIn(happened) };
  const gross = cut({ from, to: to ?? at }, { from: -Infinity, to: at });
  const endedAt = to !== null && to <= at ? to : null;
  return withNet({ ...told, startedAt: from, endedAt, gross, exclusions: exclusionsOf(facts) });
}

/** The first disaster declared, and the first failover after it. */
function disasterIn(happened) {
  const declared = happened.findIndex(({ type }) => type === 'DisasterDeclared');
  if (declared < 0) return null;
  const [{ at }, ...later] = happened.slice(declared);
  const failover = later.find(({ type }) => type === 'FailoverCompleted')?.at ?? null;
  return { declaredAt: instantText(at), failedOverAt: instantOrNull(failover), failoverSeconds: failover && failover - at };
}

/** With its downtime less accepted exclusions, whose missing ends are its own. */
function withNet(outage) {
  const accepted = outage.exclusions.filter(({ state }) => state === 'accepted');
  const holesIn = (part) => accepted.map(({ from, to }) => ({ from: from ?? part.from, to: to ?? part.to }));
  return { ...outage, net: outage.gross.flatMap((part) => without(part, holesIn(part))) };
}

/** `part` of `whole` in percent, cut to four decimals; null of nothing. */
export const percentOf = (part, whole) => (whole === 0 ? null : Number((BigInt(part) * 1_000_000n) / BigInt(whole)) / 10_000);

/** Whether `part` of `whole` reaches a percentage, in whole numbers: 2 of 3 does not reach 66.67. */
export const reaches = (part, whole, percent) => BigInt(part) * 1_000_000n >= BigInt(Math.round(percent * 10_000)) * BigInt(whole);

/** What a share of something says of an objective; nothing is no measurement. */
export function judge(part, whole, targetPercent) {
  const verdict = reaches(part, whole, targetPercent) ? 'met' : 'breached';
  return { percent: percentOf(part, whole), verdict: whole === 0 ? 'no-measurement' : verdict };
}

/** Those that lie in the month, wholly or in part. */
export const inMonth = (outages, month) => outages.filter(({ gross }) => gross.some((part) => cut(part, month).length > 0));

const secondsOf = (parts) => parts.reduce((sum, { from, to }) => sum + to - from, 0);

/** Availability, interruptions and restoration of a month; planned outages count unless the version excludes them. */
export function availabilityOf({ month, version: { terms, calendar } }, known) {
  const { objectives, interruptions, restoreWithinSeconds, plannedMaintenance } = terms.availability;
  const outages = known.filter(({ planned }) => !planned || plannedMaintenance === 'counts');
  const open = (parts) => parts.reduce((sum, { from, to }) => sum + calendar.between(from, to), 0);
  const availability = objectives.flatMap(({ window, percent: targetPercent, clause }) =>
    BASES.map((basis) => {
      const down = union(outages.flatMap((outage) => outage[basis])).flatMap((part) => cut(part, month));
      const within = (parts) => (window === 'support-hours' ? open(parts) : secondsOf(parts) - open(parts));
      const [windowSeconds, downtimeSeconds] = [within([month]), within(down)];
      const figure = { window, basis, windowSeconds, downtimeSeconds, targetPercent, clause };
      return { ...figure, ...judge(windowSeconds - downtimeSeconds, windowSeconds, targetPercent) };
    }),
  );
  const { maximum, clause, mergeGapSeconds } = interruptions;
  const startsInMonth = (at) => at >= month.from && at < month.to;
  const merged = union(
    outages.flatMap(({ gross }) => gross),
    mergeGapSeconds,
  );
  const gross = merged.filter(({ from }) => startsInMonth(from));
  const left = union(outages.flatMap(({ net }) => net));
  const net = gross.filter((one) => left.some((part) => cut(part, one).length > 0));
  const reliability = [gross, net].map(({ length }, index) => {
    const verdict = length <= maximum ? 'met' : 'breached';
    return { basis: BASES[index], interruptions: length, maximum, clause, verdict };
  });
  const started = outages.filter((outage) => outage.gross.length > 0 && startsInMonth(outage.startedAt));
  const restoration = started.flatMap(({ outageId, endedAt, ...outage }) =>
    BASES.map((basis) => {
      const seconds = open(outage[basis]);
      const settled = endedAt === null ? 'running' : 'met';
      const verdict = seconds > restoreWithinSeconds ? 'breached' : settled;
      return { outageId, basis, seconds, targetSeconds: restoreWithinSeconds, verdict };
    }),
  );
  return { availability, reliability, restoration };
}

/** Exclusions of the month's outages, and which of its net figures each changes or would change. */
export const outageExclusions = (frame, known) =>
  inMonth(known, frame.month).flatMap((outage) =>
    outage.exclusions.map(({ from, to, ...exclusion }) => {
      const netUnder = (state) => {
        const decided = outage.exclusions.map((each) => (each.exclusionId === exclusion.exclusionId ? { ...each, state } : each));
        const others = known.map((each) => (each === outage ? withNet({ ...each, exclusions: decided }) : each));
        return netFigures(availabilityOf(frame, others), outage.outageId);
      };
      const accepted = netUnder('accepted');
      const changes = netUnder('rejected').flatMap(({ figure, ...without }, index) => {
        const { value, verdict } = accepted[index];
        return value === without.value ? [] : [{ figure, without, with: { value, verdict } }];
      });
      return { outageId: outage.outageId, ...exclusion, from: instantOrNull(from), to: instantOrNull(to), changes };
    }),
  );

function netFigures({ availability, reliability, restoration }, outageId) {
  const own = restoration.filter((row) => row.outageId === outageId);
  const net = [...availability, ...reliability, ...own].filter(({ basis }) => basis === 'net');
  return net.map(({ window, downtimeSeconds, interruptions, seconds, verdict }) => {
    const figure = window ?? (interruptions === undefined ? 'restoration' : 'interruptions');
    return { figure, value: downtimeSeconds ?? interruptions ?? seconds, verdict };
  });
}

/** An outage as the document lists it. */
export function outageRow({ outageId, ticketId, planned, startedAt, endedAt, disaster }) {
  return { outageId, ticketId, planned, disaster, startedAt: instantText(startedAt), endedAt: instantOrNull(endedAt) };
}

/** What the vendor published of the month (`name`), capture by capture, and beside it what the outages say. */
export function publishedOf({ name, month, at }, recorded, known) {
  const isOfMonth = (fact) => fact.type === 'PublishedFigureCaptured' && fact.at <= at && fact.data.month === name;
  const captures = standing(recorded).facts.filter(isOfMonth);
  const components = [...new Set(captures.map(({ data }) => data.component))].sort();
  const figures = components.flatMap((component) => {
    const own = captures.filter(({ data }) => data.component === component);
    return own.map(({ id, data: { percentage }, at: capturedAt }, index) => {
      const supersededBy = own[index + 1]?.id ?? null;
      return { factId: id, component, percentage, capturedAt: instantText(capturedAt), supersededBy };
    });
  });
  const own = inMonth(known, month);
  if (figures.length === 0 || own.length === 0) return { figures, crossCheck: null };
  const windowSeconds = month.to - month.from;
  const downtimeSeconds = secondsOf(union(own.flatMap(({ gross }) => gross)).flatMap((part) => cut(part, month)));
  const percent = percentOf(windowSeconds - downtimeSeconds, windowSeconds);
  return { figures, crossCheck: { outages: own.length, windowSeconds, downtimeSeconds, percent } };
}
