import {
  collectMonth,
  evaluation,
  measured,
  partsOf,
  SECTIONS,
  together,
  type Evaluation,
  type MonthFrame,
  type MonthOfTickets,
  type Part,
  type Section,
} from '@app/evaluations/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { TicketFact } from '@app/tickets/domain';
import { decidedAmong, problemsOfFacts, problemsOfRows } from './month-problems.queries.js';
import { monthOfRows, unsettledTickets } from './month-of-rows.js';
import { factsOfService, factsOfThese, outagesOf, ticketsOfService } from './service-facts.query.js';

const EVERY_PART = partsOf(SECTIONS);

/**
 * The evaluation of a month from the rows, as they are in this snapshot: what the rows hold at the frame's `at` is
 * counted, and every ticket of which they do not hold is measured from its facts (the same function, ADR 0005).
 *
 * @param sections which ones are wanted: of others, what is made of tickets may be empty
 */
export async function evaluateFromRows(
  sql: Queryable,
  frame: MonthFrame,
  sections: readonly Section[] = SECTIONS,
): Promise<Evaluation> {
  const service = frame.agreement.agreement;
  const tickets = await monthOfOtherTickets(sql, frame, [], partsOf(sections));
  const problems = sections.includes('problems') ? await problemsOfRows(sql, frame) : [];
  const settled = await decidedAmong(sql, frame, [
    ...new Set(problems.flatMap((problem) => problem.tickets)),
  ]);
  return evaluation(
    frame,
    { ...tickets, decided: [...tickets.decided, ...settled] },
    await outagesOf(sql, service),
    problems,
    await factsOfService(sql, service),
  );
}

/** What the month knows of all tickets but these, as the rows are. */
export async function monthOfOtherTickets(
  sql: Queryable,
  frame: MonthFrame,
  without: readonly string[],
  parts: ReadonlySet<Part> = EVERY_PART,
): Promise<MonthOfTickets> {
  const left = new Set(without);
  const { measured: unsettled, yetToCome } = await unsettledTickets(sql, frame, parts);
  const again = unsettled.filter((ticketId) => !left.has(ticketId));
  const rows = await monthOfRows(sql, frame, { ticketIds: [...without, ...again], yetToCome }, parts);
  return together(rows, await measureAll(frame, factsOfThese(sql, again)));
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
    await problemsOfFacts(sql, frame, upTo),
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
