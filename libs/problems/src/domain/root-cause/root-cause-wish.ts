import { inOrder, standing, type RecordedFact, type WantedFact, type Wish } from '@app/facts';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import type { ProblemFact } from '../problem-fact.js';
import { problemRecord } from '../problem-record.js';
import { linkedTickets } from '../ticket-links.js';

/** Who records that a problem's root cause is that of its tickets: `by` and `recordedBy` of those facts. */
export const ROOT_CAUSE = 'reactor:root-cause';

/** A root cause that was found, and whose it is now. */
export interface FoundCause {
  readonly problemId: string;
  readonly found: Pick<ProblemFact, 'occurredAt' | 'fraction'>;
  readonly tickets: ReadonlySet<string>;
}

/**
 * The root cause of a problem: the earliest that stands. The words of it stay with the problem: they may name people.
 *
 * @param recorded facts of the problem, in order of recording
 * @returns undefined where none was found, or nobody has registered the problem
 */
export function foundCause(problemId: string, recorded: readonly ProblemFact[]): FoundCause | undefined {
  const found = inOrder(standing(recorded).facts).find(({ type }) => type === 'RootCauseFound');
  const record = found && problemRecord(recorded, Infinity);
  return record && { problemId, found, tickets: new Set(linkedTickets(record.links)) };
}

/**
 * Which facts of the reactor a ticket should have: its root cause is established by every problem that it is linked to
 * now and whose root cause was found, at the problem's instant; `measure` takes the earliest. One that a person retracted
 * on the ticket is not said again, nor is anything said of a ticket that is not registered.
 *
 * @param recorded facts of the ticket, in order of recording
 * @param causes those of the problems that name it, and of others too
 */
export function rootCauseWish(
  ticketId: string,
  recorded: readonly RecordedFact<TicketFact>[],
  causes: readonly FoundCause[],
): Wish {
  const facts = recorded.map(({ fact }) => fact);
  const registered = ticketAt(facts, Infinity).registration !== undefined;
  const refused = refusedProblems(recorded);
  const wanted = causes
    .filter(({ problemId, tickets }) => registered && tickets.has(ticketId) && !refused.has(problemId))
    .map(({ problemId, found: { occurredAt, fraction } }): WantedFact => ({
      type: 'RootCauseEstablished',
      occurredAt,
      fraction,
      data: { problemId },
    }));
  return {
    wanted,
    kept: new Set(),
    reason: 'The ticket is linked to that problem no more, or its root cause reads differently.',
  };
}

/** Problems whose root cause a person has said is not this ticket's. */
function refusedProblems(recorded: readonly RecordedFact<TicketFact>[]): ReadonlySet<string> {
  const own = new Map(
    recorded.flatMap(({ fact, recordedBy }) =>
      recordedBy === ROOT_CAUSE && fact.type === 'RootCauseEstablished'
        ? [[fact.id, fact.data.problemId]]
        : [],
    ),
  );
  return new Set(
    recorded.flatMap(({ fact, recordedBy }) =>
      fact.type === 'FactRetracted' && recordedBy !== ROOT_CAUSE ? (own.get(fact.data.factId) ?? []) : [],
    ),
  );
}
