import type { CompiledAgreement } from '@app/agreements/domain';
import type { Evaluation } from '@app/evaluations/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import { explainedClock, type Language } from '@app/service-levels/domain';
import { parseInstant } from '@app/support-time';

/** How the breaches of a document are told. */
export interface BreachExplanations {
  readonly language: Language;
  /** Of the breaches only the first so many, which is what an answer shows. */
  readonly first: number;
  /** Of the log: facts recorded later are not told of; for a frozen document, what it holds. */
  readonly upTo: UpTo;
}

/** The document with each of its first breaches told in sentences, from the facts it was evaluated from. */
export async function explainBreaches(
  sql: Queryable,
  agreement: CompiledAgreement,
  evaluation: Evaluation,
  { language, first, upTo }: BreachExplanations,
): Promise<Evaluation> {
  const at = parseInstant(evaluation.at)?.second;
  if (at === undefined) throw new Error(`a document is evaluated at an instant, not at ${evaluation.at}`);
  const told = evaluation.breaches.slice(0, first);
  const facts = await factsOfTickets(sql, [...new Set(told.map(({ ticketId }) => ticketId))], upTo);
  const breaches = evaluation.breaches.map((breach, index) => {
    if (index >= first) return breach;
    const known = (facts.get(breach.ticketId) ?? []).map(({ fact }) => fact);
    return { ...breach, explanation: explainedClock(known, agreement, at, breach, language) };
  });
  return { ...evaluation, breaches };
}
