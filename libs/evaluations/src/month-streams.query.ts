import { isDeepStrictEqual } from 'node:util';
import {
  collectMonth,
  knownProblems,
  measured,
  monthOfOutages,
  NO_TICKETS,
  problemRows,
  type MonthFrame,
} from '@app/evaluations/domain';
import { streamOf, type TargetKind } from '@app/facts';
import type { Queryable } from '@app/platform';
import { problemsInChunks } from './month-problems.queries.js';
import { factsInChunks, factsOfService, outagesOf } from './service-facts.query.js';

/**
 * The streams of everything that a month is made of, as it was known at a position: the tickets that it counts, lists or
 * measures, all outages of the service that are the customer's, the problems it lists with the tickets that are linked
 * to them, and what the vendor published. Measured from the facts one by one: what is not here is nowhere in the month.
 *
 * @param frame with the agreement of then, at the instant of the evaluation
 */
export async function streamsOfMonth(
  sql: Queryable,
  frame: MonthFrame,
  upTo: bigint,
): Promise<readonly string[]> {
  const service = frame.agreement.agreement;
  const tickets = await ticketsOfMonth(sql, frame, upTo);
  const problems = await problemsOfMonth(sql, frame, upTo, tickets.decided);
  const linked = problems.flatMap((problem) => problem.tickets).filter((id) => tickets.all.has(id));
  const outages = monthOfOutages(frame, await outagesOf(sql, service, upTo));
  const published = await factsOfService(sql, service, upTo);
  return [
    ...streams('ticket', [...tickets.counted, ...linked]),
    ...streams('outage', [...outages.known.map(({ outageId }) => outageId), ...outages.withoutStart]),
    ...streams(
      'problem',
      problems.map(({ problemId }) => problemId),
    ),
    ...streams('service', published.length === 0 ? [] : [service.serviceId]),
  ];
}

const streams = (kind: TargetKind, ids: readonly string[]): string[] =>
  [...new Set(ids)].map((id) => streamOf({ kind, id }));

/** Tickets of the service: all of them, those that leave something in the month, and those with a clock decided in it. */
async function ticketsOfMonth(sql: Queryable, frame: MonthFrame, upTo: bigint) {
  const [all, counted, decided] = [new Set<string>(), [] as string[], [] as string[]];
  for await (const chunk of factsInChunks(sql, frame.agreement.agreement, upTo)) {
    for (const [ticketId, facts] of chunk) {
      const own = [...measured(frame, [[ticketId, facts]])];
      if (own.length > 0) all.add(ticketId);
      const month = collectMonth(frame, own);
      if (!isDeepStrictEqual(month, NO_TICKETS)) counted.push(ticketId);
      decided.push(...month.decided);
    }
  }
  return { all, counted, decided };
}

async function problemsOfMonth(
  sql: Queryable,
  frame: MonthFrame,
  upTo: bigint,
  decided: readonly string[],
): Promise<{ readonly problemId: string; readonly tickets: readonly string[] }[]> {
  const rows = [];
  for await (const { problems, tickets } of problemsInChunks(sql, frame.agreement.agreement, upTo))
    rows.push(...problemRows(frame, knownProblems(frame, problems, tickets), decided));
  return rows;
}
