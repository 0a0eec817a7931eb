import { WhatIf } from '@app/evaluations/domain';
import type { CompiledAgreement } from '@app/agreements/domain';
import type { Queryable } from '@app/platform';
import type { Language } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import { factsInChunks, outagesOf } from './service-facts.query.js';

/** Months of an agreement under its own terms and under others, from the facts in this snapshot. Writes nothing. */
export async function whatIf(
  sql: Queryable,
  terms: { readonly before: CompiledAgreement; readonly after: CompiledAgreement },
  months: readonly string[],
  at: EpochSecond,
  language: Language,
) {
  const question = new WhatIf(terms.before, terms.after, months, at, language);
  for await (const tickets of factsInChunks(sql, terms.before.agreement)) question.take(tickets);
  return question.answer(await outagesOf(sql, terms.before.agreement));
}
