import {
  NO_TICKETS,
  REQUEST_TYPES,
  serviceDownPriorities,
  type Attention,
  type Breach,
  type LeadTimes,
  type MonthFrame,
  type MonthOfTickets,
  type RequestType,
  type Tally,
} from '@app/evaluations/domain';
import { previousMonth } from '@app/support-time';
import type { Queryable } from '@app/platform';

/** Tickets of whose rows nothing is counted. */
export interface LeftOut {
  readonly ticketIds: readonly string[];
  /** Besides, all that were registered later than the frame's `at`: they may be most of them, so they are not named. */
  readonly yetToCome: boolean;
}

/**
 * The month a decided clock belongs to, on the cut asked for; without one, on its version's own. `coming`: the one that a
 * running clock's breach will be of.
 */
export const inMonth = (
  sql: Queryable,
  { monthOf }: MonthFrame,
  months: readonly string[],
  coming: '' | 'coming_' = '',
) => {
  const verdict = sql`${sql(`${coming}verdict_month`)} = any(${months as string[]})`;
  const registration = sql`${sql(`${coming}registration_month`)} = any(${months as string[]})`;
  if (monthOf === 'verdict') return verdict;
  if (monthOf === 'registration') return registration;
  return sql`((cut = 'verdict' and ${verdict}) or (cut = 'registration' and ${registration}))`;
};

const settled = (sql: Queryable, frame: MonthFrame, leftOut: LeftOut) =>
  sql`agreement_id = ${frame.agreement.agreement.agreementId} ${butNot(sql, frame, leftOut)}`;

/** Joined and not compared: half of all tickets may be left out. */
export const butNot = (sql: Queryable, frame: MonthFrame, { ticketIds, yetToCome }: LeftOut) => sql`
  ${
    ticketIds.length === 0
      ? sql``
      : sql`and not exists (
          select from unnest(${ticketIds as string[]}::text[]) as left_out (id) where left_out.id = ticket_id
        )`
  }
  ${yetToCome ? butNotYetToCome(sql, frame) : sql``}`;

export const butNotYetToCome = (sql: Queryable, frame: MonthFrame) =>
  sql`and not exists (
    select from (${ticketsYetToCome(sql, frame)}) as yet_to_come (id) where yet_to_come.id = ticket_id
  )`;

/** By the service: a ticket that has moved to another customer since is nobody's by now. */
const ticketsYetToCome = (sql: Queryable, { agreement: { agreement }, at }: MonthFrame) => sql`
  select ticket_id from read.ticket
  where customer_id = ${agreement.customerId} and service_id = ${agreement.serviceId}
    and holds_from > ${at} and registered_at > ${at}`;

/** Asked of the index alone: mostly there are none, which a scan would find out last. */
export async function mayHaveTicketsYetToCome(
  sql: Queryable,
  { agreement: { agreement }, at }: MonthFrame,
): Promise<boolean> {
  const [last] = await sql<{ holds_from: number }[]>`
    select holds_from from read.ticket
    where customer_id = ${agreement.customerId} and service_id = ${agreement.serviceId}
    order by holds_from desc limit 1`;
  return last !== undefined && last.holds_from > at;
}

/**
 * Decided clocks of the month by version, metric, basis, priority and verdict: all of them, less those left out, and the
 * running ones whose time has run out since their rows were written.
 */
export async function talliesIn(sql: Queryable, frame: MonthFrame, leftOut: LeftOut): Promise<Tally[]> {
  const { agreementId } = frame.agreement.agreement;
  const ofMonth = sql`agreement_id = ${agreementId} and ${inMonth(sql, frame, [frame.month])}`;
  return sql<Tally[]>`
    select agreement_version as "agreementVersion", metric, basis, priority, state as verdict,
      sum(count)::integer as count
    from (
      select agreement_version, metric, basis, priority, state, count from read.clock_tally where ${ofMonth}
      union all
      select agreement_version, metric, basis, priority, state, -1
      from (${idsOf(sql, frame, leftOut)}) as left_out (id)
      join read.clock_verdict on ticket_id = left_out.id
      where ${ofMonth} and state in ('met', 'breached')
      union all
      select agreement_version, metric, basis, priority, 'breached', 1 from read.clock_verdict
      where ${settled(sql, frame, leftOut)} and breaches_at < ${frame.at} and coming_verdict_month is not null
        and ${inMonth(sql, frame, [frame.month], 'coming_')}
    ) as alike
    group by agreement_version, metric, basis, priority, state
    having sum(count) > 0
    order by agreement_version, metric, basis, priority, state`;
}

const idsOf = (sql: Queryable, frame: MonthFrame, { ticketIds, yetToCome }: LeftOut) => sql`
  select id from unnest(${ticketIds as string[]}::text[]) as given (id)
  ${yetToCome ? sql`union ${ticketsYetToCome(sql, frame)}` : sql``}`;

/** Breaches of the month and of the one before, and those of the month that something superseded. */
export async function breachesIn(
  sql: Queryable,
  frame: MonthFrame,
  leftOut: LeftOut,
): Promise<Pick<MonthOfTickets, 'breaches' | 'superseded' | 'previousBreaches'>> {
  const rows = await sql<(Breach & { state: string; isPrevious: boolean })[]>`
    select ticket_id as "ticketId", metric, basis, priority, clause, decided_at as "decidedAt",
      target_seconds as "targetSeconds", allowed_seconds as "allowedSeconds",
      elapsed_seconds as "elapsedSeconds", state,
      ${inMonth(sql, frame, [previousMonth(frame.month)])} as "isPrevious"
    from read.clock_verdict
    where ${settled(sql, frame, leftOut)}
      and ${inMonth(sql, frame, [frame.month, previousMonth(frame.month)])}
      and state in ('breached', 'superseded')
    order by ticket_id, metric desc, basis`;
  const pick = (state: string, isPrevious: boolean): Breach[] =>
    rows
      .filter((row) => row.state === state && row.isPrevious === isPrevious)
      .map(({ state: _state, isPrevious: _isPrevious, ...breach }) => breach);
  return {
    breaches: pick('breached', false),
    superseded: pick('superseded', false),
    previousBreaches: await withOutcomes(sql, pick('breached', true)),
  };
}

/** What became of the tickets of these breaches. */
async function withOutcomes(sql: Queryable, breaches: readonly Breach[]): Promise<Attention[]> {
  const rows = await sql<(Pick<Attention, 'ticketState' | 'resolvedAt'> & { ticketId: string })[]>`
    select ticket_id as "ticketId", state as "ticketState",
      case when state in ('resolved', 'closed') then resolutions[cardinality(resolutions)] end as "resolvedAt"
    from read.ticket where ticket_id = any(${[...new Set(breaches.map(({ ticketId }) => ticketId))]})`;
  const outcomes = new Map(rows.map(({ ticketId, ...outcome }) => [ticketId, outcome]));
  return breaches.map((breach) => ({
    ...breach,
    ...(outcomes.get(breach.ticketId) ?? { ticketState: null, resolvedAt: null }),
  }));
}

/** Incidents registered in the month whose priority says that the service is down for several users. */
export async function serviceDownIn(sql: Queryable, frame: MonthFrame, leftOut: LeftOut): Promise<string[]> {
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket_id from read.ticket
    where ${settled(sql, frame, leftOut)} and ${registeredIn(sql, frame)} and type = 'incident'
      and priority = any(${serviceDownPriorities(frame)}) and state not in ('withdrawn', 'duplicate')
    order by ticket_id`;
  return rows.map(({ ticket_id }) => ticket_id);
}

const registeredIn = (sql: Queryable, { bounds: { from, to } }: MonthFrame) =>
  sql`registered_at >= ${from} and registered_at < ${to}`;

/** Lead times of requests completed in the month: at the last instant in it at which they were open no more. */
export async function leadTimesIn(
  sql: Queryable,
  frame: MonthFrame,
  leftOut: LeftOut,
): Promise<MonthOfTickets['leadTimes']> {
  const { from, to } = frame.bounds;
  const rows = await sql<(LeadTimes & { type: RequestType })[]>`
    select type, count(*)::integer as completed, sum(completed_at - registered_at)::bigint as "totalSeconds",
      max(completed_at - registered_at) as "longestSeconds"
    from read.ticket
    cross join lateral (
      select max(upper(span)) as completed_at from unnest(open_spans) as span
      where upper(span) >= ${from} and upper(span) < ${to}
    ) as completion
    where ${settled(sql, frame, leftOut)} and type = any(${REQUEST_TYPES})
      and registered_at < ${to} and completed_at is not null
      and not (state in ('withdrawn', 'duplicate') and completed_at = upper(open_spans))
    group by type`;
  const byType = Object.fromEntries(rows.map(({ type, ...leadTimes }) => [type, leadTimes]));
  return { ...NO_TICKETS.leadTimes, ...byType };
}

/** Findings of tickets with a clock decided in the month, and of those open at the cutoff. */
export async function findingsIn(
  sql: Queryable,
  frame: MonthFrame,
  leftOut: LeftOut,
): Promise<MonthOfTickets['findings'][number][]> {
  return sql<MonthOfTickets['findings'][number][]>`
    select ticket_id as "ticketId", unnest(findings) as code
    from read.ticket
    where ${settled(sql, frame, leftOut)} and findings <> '{}'
      and (${isOpenAtCutoff(sql, frame)} or ticket_id in (${decidedInMonth(sql, frame)}))
    order by ticket_id`;
}

const isOpenAtCutoff = (sql: Queryable, { cutoff }: MonthFrame) =>
  sql`(registered_at < ${cutoff} and open_spans @> ${cutoff}::bigint)`;

/** The tickets with a clock decided in the month. */
export const decidedInMonth = (sql: Queryable, frame: MonthFrame) => sql`
  select ticket_id from read.clock_verdict
  where agreement_id = ${frame.agreement.agreement.agreementId} and ${inMonth(sql, frame, [frame.month])}`;

/** How many tickets were registered, resolved, reopened and open: plain counting of what the rows list. */
export async function countsOf(
  sql: Queryable,
  frame: MonthFrame,
  leftOut: LeftOut,
): Promise<MonthOfTickets['counts']> {
  const { from, to } = frame.bounds;
  const registered = await sql<{ type: string; count: number }[]>`
    select type, count(*)::integer as count from read.ticket
    where ${settled(sql, frame, leftOut)} and ${registeredIn(sql, frame)}
    group by type`;
  const [row] = await sql<{ resolved: number; workarounds: number; reopened: number; open: number }[]>`
    select count(kind)::integer as resolved,
      (count(*) filter (where kind = 'workaround'))::integer as workarounds,
      (count(*) filter (where exists (
        select from unnest(reopenings) as at where at >= ${from} and at < ${to}
      )))::integer as reopened,
      (count(*) filter (where ${isOpenAtCutoff(sql, frame)}))::integer as open
    from read.ticket
    left join lateral (
      select kind from unnest(resolutions, resolution_kinds) with ordinality as r(at, kind, nth)
      where at >= ${from} and at < ${to} order by nth desc limit 1
    ) as last_resolution on true
    where ${settled(sql, frame, leftOut)} and registered_at < ${to}`;
  const counted = { resolved: 0, workarounds: 0, reopened: 0, open: 0, ...row };
  const byType = Object.fromEntries(registered.map(({ type, count }) => [type, count]));
  return { ...counted, registered: { ...NO_TICKETS.counts.registered, ...byType } };
}
