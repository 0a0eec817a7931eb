import { outageAt, type OutageFact } from '@app/availability/domain';
import {
  collectMonth,
  evaluation,
  measured,
  together,
  type Evaluation,
  type MonthFrame,
  type MonthOfTickets,
  type MonthOutage,
} from '@app/evaluations/domain';
import type { RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';
import { monthOfRows, ticketsToMeasure } from './month-of-rows.js';

/** How many tickets are measured at once: what bounds the memory of a month that is measured whole. */
const CHUNK = 1_000;

/**
 * The evaluation of a month from the rows, as they are in this snapshot: what the rows hold at the frame's `at` is
 * counted, and every ticket of which they do not hold is measured from its facts (the same function, ADR 0005).
 */
export async function evaluateFromRows(sql: Queryable, frame: MonthFrame): Promise<Evaluation> {
  const stale = await ticketsToMeasure(sql, frame);
  const rows = await monthOfRows(sql, frame, stale);
  return evaluation(frame, together(rows, await measureAll(sql, frame, stale)), await outagesOf(sql, frame));
}

/** The same evaluation by measuring every ticket of the agreement's service from its facts, a chunk at a time. */
export async function evaluateFromFacts(sql: Queryable, frame: MonthFrame): Promise<Evaluation> {
  const { customerId, serviceId } = frame.agreement.agreement;
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket_id from read.ticket where customer_id = ${customerId} and service_id = ${serviceId}
    order by ticket_id`;
  const tickets = await measureAll(
    sql,
    frame,
    rows.map(({ ticket_id }) => ticket_id),
  );
  return evaluation(frame, tickets, await outagesOf(sql, frame));
}

async function measureAll(
  sql: Queryable,
  frame: MonthFrame,
  ticketIds: readonly string[],
): Promise<MonthOfTickets> {
  let months = collectMonth(frame, []);
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    const recorded = await factsOfTickets(sql, ticketIds.slice(start, start + CHUNK));
    months = together(months, collectMonth(frame, measured(frame, factsOf(recorded))));
  }
  return months;
}

function* factsOf(
  recorded: ReadonlyMap<string, readonly RecordedFact<TicketFact>[]>,
): Iterable<[string, TicketFact[]]> {
  for (const [ticketId, facts] of recorded) yield [ticketId, facts.map(({ fact }) => fact)];
}

/** The outages of the agreement's service, and those nobody recorded to have started: whose they are is not known. */
async function outagesOf(sql: Queryable, frame: MonthFrame): Promise<MonthOutage[]> {
  const { serviceId } = frame.agreement.agreement;
  const rows = await sql<{ outage_id: string; facts: RecordedFact<OutageFact>[] }[]>`
    select outage_id, facts from read.outage where service_id = ${serviceId} or service_id is null order by outage_id`;
  return rows.map(({ outage_id, facts }) => ({
    outageId: outage_id,
    at: outageAt(
      outage_id,
      facts.map(({ fact }) => fact),
      frame.at,
    ),
  }));
}
