import {
  collectMonth,
  evaluation,
  measured,
  together,
  type Evaluation,
  type MonthFrame,
  type MonthOfTickets,
} from '@app/evaluations/domain';
import type { Queryable } from '@app/platform';
import type { TicketFact } from '@app/tickets/domain';
import { monthOfRows, ticketsToMeasure } from './month-of-rows.js';
import { factsInChunks, factsOfService, factsOfThese, outagesOf } from './service-facts.query.js';

/**
 * The evaluation of a month from the rows, as they are in this snapshot: what the rows hold at the frame's `at` is
 * counted, and every ticket of which they do not hold is measured from its facts (the same function, ADR 0005).
 */
export async function evaluateFromRows(sql: Queryable, frame: MonthFrame): Promise<Evaluation> {
  const service = frame.agreement.agreement;
  const tickets = await monthOfOtherTickets(sql, frame, []);
  return evaluation(frame, tickets, await outagesOf(sql, service), await factsOfService(sql, service));
}

/** What the month knows of all tickets but these. */
export async function monthOfOtherTickets(
  sql: Queryable,
  frame: MonthFrame,
  without: readonly string[],
): Promise<MonthOfTickets> {
  const left = new Set(without);
  const stale = (await ticketsToMeasure(sql, frame)).filter((ticketId) => !left.has(ticketId));
  const rows = await monthOfRows(sql, frame, [...without, ...stale]);
  return together(rows, await measureAll(frame, factsOfThese(sql, stale)));
}

/** The same evaluation by measuring every ticket of the agreement's service from its facts, some at a time. */
export async function evaluateFromFacts(sql: Queryable, frame: MonthFrame): Promise<Evaluation> {
  const service = frame.agreement.agreement;
  const tickets = await measureAll(frame, factsInChunks(sql, service));
  return evaluation(frame, tickets, await outagesOf(sql, service), await factsOfService(sql, service));
}

async function measureAll(frame: MonthFrame, chunks: AsyncIterable<[string, TicketFact[]][]>) {
  let months = collectMonth(frame, []);
  for await (const tickets of chunks)
    months = together(months, collectMonth(frame, measured(frame, tickets)));
  return months;
}
