import type { CompiledAgreement, MonthOf } from '@app/agreements/domain';
import { evaluateFacts, monthFrame } from '@app/evaluations/domain';
import type { EpochSecond } from '@app/support-time';
import type { FactSet } from './fact-set.js';

/**
 * Evaluates a month from facts alone: the document that `GET /v1/evaluations/...` answers, but for its long lists,
 * which are whole, and `position`, which is null, since no log is behind it.
 */
export function evaluateMonth(
  agreement: CompiledAgreement,
  facts: FactSet,
  month: string,
  monthOf: MonthOf | undefined,
  at: EpochSecond,
): object {
  const evaluation = evaluateFacts(monthFrame(agreement, month, monthOf, at), facts.tickets, facts.outages);
  return {
    ...evaluation,
    breachesCount: evaluation.breaches.length,
    supersededCount: evaluation.superseded.length,
    findingsCount: evaluation.findings.length,
    position: null,
    status: 'open',
  };
}
