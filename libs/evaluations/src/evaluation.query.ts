import {
  collectMonth,
  evaluation,
  measured,
  together,
  type Evaluation,
  type MonthFrame,
  type MonthOfTickets,
} from '@app/evaluations/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { TicketFact } from '@app/tickets/domain';
import { monthOfRows, ticketsToMeasure } from './month-of-rows.js';
import { factsOfService, factsOfThese, outagesOf, ticketsOfService } from './service-facts.query.js';

/**
 * The evaluation of a month from the rows, as they are in this snapshot: what the rows hold at the frame's `at` is
 * counted, and every ticket of which they do not hold is measured from its facts (the same function, ADR 0005).
 */
export async function evaluateFromRows(sql: Queryable, frame: MonthFrame): Promise<Evaluation> {
  const service = frame.agreement.agreement;
  const tickets = await monthOfOtherTickets(sql, frame, []);
  return evaluation(frame, tickets, await outagesOf(sql, service), await factsOfService(sql, service));
}

/** What the month knows of all tickets but these, as the rows are. */
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

/**
 * The same evaluation by measuring every ticket of the agreement's service from its facts, some at a time.
 *
 * @param upTo of the facts only those that had been recorded by then; `frame` has the agreement of then
 */
export async function evaluateFromFacts(sql: Queryable, frame: MonthFrame, upTo?: UpTo): Promise<Evaluation> {
  const service = frame.agreement.agreement;
  const tickets = await monthFromFacts(sql, frame, [], upTo);
  return evaluation(
    frame,
    tickets,
    await outagesOf(sql, service, upTo),
    await factsOfService(sql, service, upTo),
  );
}

/** What the month knew of all tickets but these, by the facts of then. */
export async function monthFromFacts(
  sql: Queryable,
  frame: MonthFrame,
  without: readonly string[],
  upTo: UpTo,
): Promise<MonthOfTickets> {
  const left = new Set(without);
  const ids = await ticketsOfService(sql, frame.agreement.agreement, upTo);
  const others = ids.filter((ticketId) => !left.has(ticketId));
  return measureAll(frame, factsOfThese(sql, others, upTo));
}

async function measureAll(frame: MonthFrame, chunks: AsyncIterable<[string, TicketFact[]][]>) {
  let months = collectMonth(frame, []);
  for await (const tickets of chunks)
    months = together(months, collectMonth(frame, measured(frame, tickets)));
  return months;
}
