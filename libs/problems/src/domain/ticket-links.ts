import type { EpochSecond } from '@app/support-time';
import type { ProblemFact } from './problem-fact.js';

/** One stretch in which a ticket is, or was, linked to a problem. */
export interface TicketLink {
  readonly ticketId: string;
  readonly linkedAt: EpochSecond;
  /** Personal where they are free text. */
  readonly reason: string | null;
  readonly by: string | null;
  /** Null while the link stands. */
  readonly unlinked: { readonly at: EpochSecond; readonly reason: string; readonly by: string | null } | null;
}

/**
 * The links of a problem, by when they began; a link told twice is one, and what is not linked cannot be unlinked.
 *
 * @param facts in order, as `problemAt` gives them
 */
export function ticketLinks(facts: readonly ProblemFact[]): readonly TicketLink[] {
  const links: TicketLink[] = [];
  for (const fact of facts) {
    if (fact.type !== 'TicketLinked' && fact.type !== 'TicketUnlinked') continue;
    const { ticketId } = fact.data;
    const open = links.findIndex((link) => link.ticketId === ticketId && link.unlinked === null);
    const known = links[open];
    const by = fact.by ?? null;
    if (fact.type === 'TicketUnlinked') {
      if (known !== undefined)
        links[open] = { ...known, unlinked: { at: fact.occurredAt, reason: fact.data.reason, by } };
    } else if (known === undefined) {
      links.push({
        ticketId,
        linkedAt: fact.occurredAt,
        reason: fact.data.reason ?? null,
        by,
        unlinked: null,
      });
    }
  }
  return links;
}

/** The tickets that are linked now, each once, by id. */
export const linkedTickets = (links: readonly TicketLink[]): readonly string[] =>
  links.flatMap(({ ticketId, unlinked }) => (unlinked === null ? [ticketId] : [])).sort();

/** Every ticket that a problem's facts ever named, retracted ones and those to come included: it can only grow. */
export const namedTickets = (recorded: readonly ProblemFact[]): readonly string[] => [
  ...new Set(recorded.flatMap((fact) => (fact.type === 'TicketLinked' ? [fact.data.ticketId] : []))),
];
