import { NO_TICKETS, type MonthFrame, type MonthOfTickets, type Part } from '@app/evaluations/domain';
import { previousMonth } from '@app/support-time';
import type { Queryable } from '@app/platform';
import { atRiskIn } from './at-risk-rows.query.js';
import {
  breachesIn,
  butNotYetToCome,
  countsOf,
  decidedInMonth,
  findingsIn,
  inMonth,
  leadTimesIn,
  serviceDownIn,
  mayHaveTicketsYetToCome,
  talliesIn,
  type LeftOut,
} from './month-rows.queries.js';

/** Tickets whose rows do not say what the month needs of them at the frame's `at`. */
export interface UnsettledTickets {
  /** To be measured again, in order. */
  readonly measured: readonly string[];
  /** Whether there may be some besides that were registered later than that: they are in nothing that is said of it. */
  readonly yetToCome: boolean;
}

/** Tickets whose rows do not say what is needed: those that do not hold at `at`, and for some parts a few more. */
export async function unsettledTickets(
  sql: Queryable,
  frame: MonthFrame,
  parts: ReadonlySet<Part>,
): Promise<UnsettledTickets> {
  const { agreementId, customerId, serviceId } = frame.agreement.agreement;
  const yetToCome = await mayHaveTicketsYetToCome(sql, frame);
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket_id from (
      select ticket_id from read.ticket
      where customer_id = ${customerId} and service_id = ${serviceId}
        and holds_from > ${frame.at} and registered_at <= ${frame.at}
      union
      select ticket_id from read.ticket
      where agreement_id = ${agreementId} and ${hasChanged(sql, frame, parts)}
      ${parts.has('breaches') || parts.has('previousBreaches') ? stillCounting(sql, frame) : sql``}
      ${parts.has('exclusions') ? withExclusions(sql, frame) : sql``}
    ) as unsettled
    where true ${yetToCome ? butNotYetToCome(sql, frame) : sql``}
    order by ticket_id`;
  return { measured: rows.map(({ ticket_id }) => ticket_id), yetToCome };
}

/** Since its rows were written, by the passing of time: for figures, a breach that they foretell is none. */
const hasChanged = (sql: Queryable, { at }: MonthFrame, parts: ReadonlySet<Part>) =>
  parts.size === 1 ? sql`pauses_change_at <= ${at}` : sql`holds_before <= ${at}`;

/** A breached clock goes on counting until it stops; its row does not. */
const stillCounting = (sql: Queryable, frame: MonthFrame) => sql`
  union
  select ticket_id from read.clock_verdict
  where agreement_id = ${frame.agreement.agreement.agreementId} and state = 'breached' and stopped_at is null
    and ${inMonth(sql, frame, [frame.month, previousMonth(frame.month)])}`;

/** What an exclusion changes takes measuring without it, and with it. */
const withExclusions = (sql: Queryable, frame: MonthFrame) => sql`
  union
  select ticket_id from read.ticket
  where agreement_id = ${frame.agreement.agreement.agreementId} and exclusions <> '[]'::jsonb
    and ticket_id in (${decidedInMonth(sql, frame)})`;

/** What the rows of all other tickets say of the month: the same as measuring each of them would, part by part. */
export async function monthOfRows(
  sql: Queryable,
  frame: MonthFrame,
  leftOut: LeftOut,
  parts: ReadonlySet<Part>,
): Promise<MonthOfTickets> {
  const has = (part: Part) => parts.has(part);
  const hasBreaches = has('breaches') || has('superseded') || has('previousBreaches');
  return {
    ...NO_TICKETS,
    tallies: await talliesIn(sql, frame, leftOut),
    ...(hasBreaches && (await breachesIn(sql, frame, leftOut))),
    ...(has('atRisk') && { atRisk: await atRiskIn(sql, frame, leftOut) }),
    ...(has('serviceDown') && { serviceDown: await serviceDownIn(sql, frame, leftOut) }),
    ...(has('leadTimes') && { leadTimes: await leadTimesIn(sql, frame, leftOut) }),
    ...(has('findings') && { findings: await findingsIn(sql, frame, leftOut) }),
    ...(has('counts') && { counts: await countsOf(sql, frame, leftOut) }),
  };
}
