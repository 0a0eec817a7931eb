import { compareDates } from '@app/facts';
import type { Oddity } from '@app/tickets/domain';
import type { Leaving } from './incident.js';
import { FINDINGS, type Finding } from './service-levels.js';

/** The findings of a ticket, each once, in the order of their list; a fact after it left measurement raises none. */
export function findingsOf(
  oddities: readonly Oddity[],
  leaving: Leaving | null,
  others: Iterable<Finding>,
): readonly Finding[] {
  const found = new Set<Finding>(others);
  for (const { code, fact } of oddities) {
    if (leaving === null || isBy(fact, leaving.fact)) found.add(code);
  }
  return FINDINGS.filter((code) => found.has(code));
}

const isBy = (fact: Oddity['fact'], leaving: Leaving['fact']): boolean =>
  (compareDates(fact, leaving) || fact.sequence - leaving.sequence) <= 0;
