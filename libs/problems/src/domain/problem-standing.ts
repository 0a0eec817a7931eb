import type { CompiledAgreement } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import { ABOUT_FACTS, type TicketFact } from '@app/tickets/domain';
import type { ProblemFact } from './problem-fact.js';
import { problemRecord, type ProblemRecord } from './problem-record.js';
import { analysisDuties, rootCauseAnalysis, type RootCauseAnalysis } from './root-cause-analysis.js';
import { linkedTickets, namedTickets } from './ticket-links.js';

/** Facts by ticket, each list in order of recording. */
export type TicketsById = ReadonlyMap<string, readonly TicketFact[]>;

/** A problem at an instant, with the tickets that are linked to it then and what they make it owe. */
export interface ProblemStanding {
  readonly record: ProblemRecord;
  /** By id. */
  readonly tickets: readonly string[];
  readonly analysis: RootCauseAnalysis;
}

/**
 * Everything that is said of a problem at an instant: pure, from its facts and those of its tickets. Without an
 * agreement nobody's terms apply to it, and no analysis is owed.
 *
 * @param recorded facts of the problem in order of recording
 * @param tickets facts of the tickets that it names; of others too
 * @returns undefined where nobody has registered it by then
 */
export function problemStanding(
  recorded: readonly ProblemFact[],
  tickets: TicketsById,
  agreement: CompiledAgreement | undefined,
  at: EpochSecond,
): ProblemStanding | undefined {
  const record = problemRecord(recorded, at);
  if (record === undefined) return undefined;
  const linked = linkedTickets(record.links);
  const duties = linked.flatMap((ticketId) =>
    agreement ? analysisDuties(ticketId, tickets.get(ticketId) ?? [], agreement, at) : [],
  );
  return { record, tickets: linked, analysis: rootCauseAnalysis(duties, record.reports, at) };
}

/** The last instant at which anything is said to have happened to a problem or a ticket that it names; 0: nothing is. */
export function lastInTheWorld(recorded: readonly ProblemFact[], tickets: TicketsById): EpochSecond {
  const facts = [recorded, ...namedTickets(recorded).map((ticketId) => tickets.get(ticketId) ?? [])].flat();
  return facts.reduce(
    (last, { type, occurredAt }) => (ABOUT_FACTS.has(type) ? last : Math.max(last, occurredAt)),
    0,
  );
}
