import { lackingFacts, type RecordedFact, type Target } from '@app/facts';
import type { StoredEvent } from '@app/event-store';
import type { Queryable } from '@app/platform';
import {
  foundCause,
  PROBLEM_FACTS,
  ROOT_CAUSE,
  rootCauseWish,
  type FoundCause,
  type ProblemFact,
} from '@app/problems/domain';
import { PARTITION_ORDERS } from '@app/projections';
import { defineReactor } from '@app/reactors';
import type { RecordingParts } from '@app/recording';
import { factsOfTickets } from '@app/service-levels';
import { TICKET_FACTS, type TicketFact } from '@app/tickets/domain';
import { noteLast, subjectsOf } from './reaction-subjects.js';
import { sayLacking } from './say-lacking.js';

/** A ticket whose root causes by problems are not as they should be. */
interface TicketWork {
  readonly ticketId: string;
  readonly causes: readonly FoundCause[];
}

/** Establishes the root cause of a problem on every ticket linked to it (ADR 0032). Its partitions are tickets. */
export const rootCauses = (parts: RecordingParts) =>
  defineReactor<TicketWork>({
    name: 'root-cause',
    version: 1,
    handles: [
      ...new Set([...[...TICKET_FACTS, ...PROBLEM_FACTS].map(({ type }) => type), ...PARTITION_ORDERS]),
    ],
    partitionsOf: ({ tx }, events) => touchedTickets(tx, events),
    find: async ({ tx, incomplete }, ticketIds) => {
      const without = new Set(incomplete.map(({ partition }) => partition));
      const causes = await causesOf(tx, ticketIds);
      const facts = await factsOfTickets(tx, ticketIds);
      const found = ticketIds.flatMap((ticketId) => {
        const own = causes.get(ticketId) ?? [];
        const work = { ticketId, causes: own.flatMap(({ cause }) => cause ?? []) };
        const isWhole = !without.has(ticketId) && own.every(({ problemId }) => !without.has(problemId));
        return isWhole && lackingIn(work, facts.get(ticketId) ?? []).length > 0
          ? [[ticketId, [work]] as const]
          : [];
      });
      return new Map(found);
    },
    act: (job) =>
      sayLacking<TicketFact>(parts, ROOT_CAUSE, job, targetOf(job.work.ticketId), (recorded) =>
        lackingIn(job.work, recorded),
      ),
  });

const targetOf = (ticketId: string): Target => ({ kind: 'ticket', id: ticketId });

const lackingIn = ({ ticketId, causes }: TicketWork, recorded: readonly RecordedFact<TicketFact>[]) =>
  lackingFacts(ROOT_CAUSE, targetOf(ticketId), recorded, rootCauseWish(ticketId, recorded, causes));

/** A link is about its ticket alone; whatever else is said of a problem may be about all that it names. */
async function touchedTickets(
  sql: Queryable,
  events: readonly StoredEvent[],
): Promise<ReadonlyMap<string, StoredEvent>> {
  const about = new Map<string, StoredEvent>();
  const links = events.filter(({ type }) => type === 'TicketLinked' || type === 'TicketUnlinked');
  for (const event of links) {
    const { ticketId } = event.data['data'] as { ticketId: string };
    noteLast(about, ticketId, event);
  }
  const { tickets, problems } = subjectsOf(events.filter((event) => !links.includes(event)));
  const named = await sql<{ ticketId: string; problemId: string }[]>`
    select ticket_id as "ticketId", problem_id as "problemId" from problem_ticket
    where ticket_id = any(${[...tickets.keys()]}) or problem_id = any(${[...problems.keys()]})`;
  for (const { ticketId, problemId } of named) {
    noteLast(about, ticketId, tickets.get(ticketId));
    noteLast(about, ticketId, problems.get(problemId));
  }
  return about;
}

interface NamedBy {
  readonly problemId: string;
  readonly cause: FoundCause | undefined;
}

/** By ticket, the problems that name it and had a root cause found at some time. */
async function causesOf(sql: Queryable, ticketIds: readonly string[]): Promise<Map<string, NamedBy[]>> {
  const rows = await sql<{ ticketId: string; problemId: string }[]>`
    select ticket_id as "ticketId", problem_id as "problemId" from problem_ticket
    where ticket_id = any(${ticketIds as string[]}) order by problem_id`;
  const problems = await sql<{ problemId: string; facts: RecordedFact<ProblemFact>[] }[]>`
    select problem_id as "problemId", facts from problem
    where problem_id = any(${[...new Set(rows.map(({ problemId }) => problemId))]})
      and facts @> '[{"fact": {"type": "RootCauseFound"}}]'`;
  const causes = new Map(
    problems.map(({ problemId, facts }) => [
      problemId,
      foundCause(
        problemId,
        facts.map(({ fact }) => fact),
      ),
    ]),
  );
  const named = new Map<string, NamedBy[]>();
  for (const { ticketId, problemId } of rows) {
    if (!causes.has(problemId)) continue;
    const own = named.get(ticketId) ?? [];
    named.set(ticketId, [...own, { problemId, cause: causes.get(problemId) }]);
  }
  return named;
}
