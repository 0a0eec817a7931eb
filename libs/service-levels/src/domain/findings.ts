import type { TicketAt } from '@app/tickets/domain';
import type { Leaving } from './incident.js';
import { FINDINGS, type Finding } from './service-levels.js';

/** The findings of a ticket, each once, in the order of their list; a fact after it left measurement raises none. */
export function findingsOf(
  { facts, oddities }: TicketAt,
  leaving: Leaving | null,
  others: Iterable<Finding>,
): readonly Finding[] {
  const found = new Set<Finding>(others);
  for (const { code, place } of oddities) {
    if (leaving === null || place <= facts.indexOf(leaving.fact)) found.add(code);
  }
  return FINDINGS.filter((code) => found.has(code));
}
