import type { MonthFrame, MonthOfTickets } from '@app/evaluations/domain';
import type { Queryable } from '@app/platform';
import { atRiskIn } from './at-risk-rows.query.js';
import {
  breachesIn,
  countsOf,
  decidedInMonth,
  findingsIn,
  leadTimesIn,
  serviceDownIn,
  talliesIn,
} from './month-rows.queries.js';

/** The ids of tickets whose rows do not say what the month needs of them at the frame's `at`: they are measured again. */
export async function ticketsToMeasure(sql: Queryable, frame: MonthFrame): Promise<string[]> {
  const { agreementId } = frame.agreement.agreement;
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket_id from read.ticket
    where agreement_id = ${agreementId} and (holds_from > ${frame.at} or holds_before <= ${frame.at})
    union
    -- A breached clock goes on counting until it stops; its row does not.
    select ticket_id from read.clock_verdict
    where agreement_id = ${agreementId} and state = 'breached' and stopped_at is null
    union
    -- What an exclusion changes takes measuring without it, and with it.
    select ticket_id from read.ticket
    where agreement_id = ${agreementId} and exclusions <> '[]'::jsonb
      and ticket_id in (${decidedInMonth(sql, frame)})
    order by ticket_id`;
  return rows.map(({ ticket_id }) => ticket_id);
}

/** What the rows of all other tickets say of the month: the same as measuring each of them would. */
export async function monthOfRows(
  sql: Queryable,
  frame: MonthFrame,
  without: readonly string[],
): Promise<MonthOfTickets> {
  return {
    tallies: await talliesIn(sql, frame, without),
    ...(await breachesIn(sql, frame, without)),
    atRisk: await atRiskIn(sql, frame, without),
    serviceDown: await serviceDownIn(sql, frame, without),
    leadTimes: await leadTimesIn(sql, frame, without),
    findings: await findingsIn(sql, frame, without),
    counts: await countsOf(sql, frame, without),
    exclusions: [],
  };
}
