import {
  knownProblems,
  type KnownProblem,
  type MonthFrame,
  type ProblemHistory,
} from '@app/evaluations/domain';
import type { RecordedFact, UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { problemsAsOf } from '@app/problems';
import { namedTickets, problemService, type ProblemFact, type TicketsById } from '@app/problems/domain';
import { factsOfTickets } from '@app/service-levels';
import { decidedInMonth } from './month-rows.queries.js';

/** How many problems are read at once, with all their tickets: what bounds the memory of it. */
const CHUNK = 200;

interface Service {
  readonly customerId: string;
  readonly serviceId: string;
}

interface ProblemRow {
  readonly problemId: string;
  readonly facts: readonly RecordedFact<ProblemFact>[];
}

/** Problems with their facts, and the facts of the tickets that they name. */
export interface ProblemsWithTickets {
  readonly problems: readonly ProblemHistory[];
  readonly tickets: TicketsById;
}

/** Every problem of a customer's service as it is known, some at a time. */
export async function* problemsInChunks(
  sql: Queryable,
  service: Service,
  upTo?: UpTo,
): AsyncIterable<ProblemsWithTickets> {
  const { customerId, serviceId } = service;
  if (upTo !== undefined) {
    for await (const chunk of problemsAsOf(sql, upTo)) {
      const problems = chunk.map(historyOf).filter(({ facts }) => isOf(service, facts));
      yield { problems, tickets: await ticketsNamedIn(sql, problems, upTo) };
    }
    return;
  }
  const rows = await sql<{ problem_id: string }[]>`
    select problem_id from read.problem where customer_id = ${customerId} and service_id = ${serviceId}
    order by problem_id`;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK).map(({ problem_id }) => problem_id);
    yield await problemsWithTickets(sql, chunk);
  }
}

async function problemsWithTickets(
  sql: Queryable,
  problemIds: readonly string[],
): Promise<ProblemsWithTickets> {
  const rows = await sql<ProblemRow[]>`
    select problem_id as "problemId", facts from read.problem where problem_id = any(${problemIds as string[]})`;
  const problems = rows.map(historyOf);
  return { problems, tickets: await ticketsNamedIn(sql, problems, undefined) };
}

const historyOf = ({ problemId, facts }: ProblemRow): ProblemHistory => ({
  problemId,
  facts: facts.map(({ fact }) => fact),
});

function isOf({ customerId, serviceId }: Service, facts: readonly ProblemFact[]): boolean {
  const own = problemService(facts);
  return own?.customerId === customerId && own.serviceId === serviceId;
}

async function ticketsNamedIn(
  sql: Queryable,
  problems: readonly ProblemHistory[],
  upTo: UpTo,
): Promise<TicketsById> {
  const named = problems.flatMap(({ facts }) => namedTickets(facts));
  const recorded = await factsOfTickets(sql, [...new Set(named)], upTo);
  return new Map([...recorded].map(([ticketId, facts]) => [ticketId, facts.map(({ fact }) => fact)]));
}

/** How every problem of the frame's service stands, from the facts that are known. */
export async function problemsOfFacts(
  sql: Queryable,
  frame: MonthFrame,
  upTo?: UpTo,
): Promise<KnownProblem[]> {
  const known: KnownProblem[] = [];
  for await (const { problems, tickets } of problemsInChunks(sql, frame.agreement.agreement, upTo))
    known.push(...knownProblems(frame, problems, tickets));
  return known;
}

/**
 * How the problems stand that may be of the month, by their rows; those whose rows do not hold at the frame's `at` are
 * told by their facts (ADR 0005). Which of them are of the month is decided by the one who has all of it.
 */
export async function problemsOfRows(sql: Queryable, frame: MonthFrame): Promise<KnownProblem[]> {
  const { agreement, bounds, cutoff, at } = frame;
  const { from, to } = bounds;
  const { agreementId } = agreement.agreement;
  const rows = await sql<(KnownProblem & { readonly holds: boolean })[]>`
    select problem_id as "problemId", state, tickets, registered_at as "registeredAt", closed_at as "closedAt",
      due_at as "dueAt", delivered_at as "deliveredAt", holds_from <= ${at} as holds
    from read.problem
    where agreement_id = ${agreementId} and (
      holds_from > ${at}
      or (registered_at >= ${from} and registered_at < ${to}) or (closed_at >= ${from} and closed_at < ${to})
      or (due_at >= ${from} and due_at < ${to}) or (delivered_at >= ${from} and delivered_at < ${to})
      or (due_at < ${cutoff} and coalesce(delivered_at >= ${from}, true))
      or problem_id in (
        select named.problem_id from read.problem_ticket as named
        join read.problem as own on own.problem_id = named.problem_id and own.agreement_id = ${agreementId}
        join read.ticket as ticket on ticket.ticket_id = named.ticket_id
        where not ${rowHolds(sql, frame)} or ticket.ticket_id in (${decidedInMonth(sql, frame)})
      )
    )`;
  const others = rows.filter(({ holds }) => !holds).map(({ problemId }) => problemId);
  const { problems, tickets } = await problemsWithTickets(sql, others);
  return [
    ...rows.filter(({ holds }) => holds).map(({ holds: _, ...problem }) => problem),
    ...knownProblems(frame, problems, tickets),
  ];
}

/** Of these tickets, those whose rows hold at the frame's `at` and say that a clock was decided in the month. */
export async function decidedAmong(
  sql: Queryable,
  frame: MonthFrame,
  ticketIds: readonly string[],
): Promise<string[]> {
  if (ticketIds.length === 0) return [];
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket.ticket_id from read.ticket as ticket
    where ticket.ticket_id = any(${ticketIds as string[]}) and ${rowHolds(sql, frame)}
      and ticket.ticket_id in (${decidedInMonth(sql, frame)})`;
  return rows.map(({ ticket_id }) => ticket_id);
}

const rowHolds = (sql: Queryable, { at }: MonthFrame) =>
  sql`(ticket.holds_from <= ${at} and coalesce(ticket.holds_before > ${at}, true))`;
