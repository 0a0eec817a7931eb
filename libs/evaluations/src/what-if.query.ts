import type { CompiledAgreement } from '@app/agreements/domain';
import { WhatIf, whatIfDocument, type WhatIfDocument } from '@app/evaluations/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import type { Language } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import { problemsInChunks } from './month-problems.queries.js';
import { factsInChunks, factsOfService, outagesOf } from './service-facts.query.js';

/** Months of an agreement under its own terms and under others, from the facts in this snapshot. Writes nothing. */
export async function whatIf(
  sql: Queryable,
  terms: { readonly before: CompiledAgreement; readonly after: CompiledAgreement },
  months: readonly string[],
  at: EpochSecond,
  language: Language,
  upTo?: UpTo,
): Promise<WhatIfDocument> {
  const question = new WhatIf(terms, months, at, language);
  const service = terms.before.agreement;
  for await (const tickets of factsInChunks(sql, service, upTo)) question.take(tickets);
  for await (const { problems, tickets } of problemsInChunks(sql, service, upTo))
    question.takeProblems(problems, tickets);
  const outages = await outagesOf(sql, service, upTo);
  return whatIfDocument(question.answer(outages, await factsOfService(sql, service, upTo)));
}
