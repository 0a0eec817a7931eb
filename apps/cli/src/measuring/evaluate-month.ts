import type { CompiledAgreement, MonthOf } from '@app/agreements/domain';
import type { EvaluationDocument } from '@app/evaluation-documents/domain';
import { evaluateFacts, monthFrame } from '@app/evaluations/domain';
import type { EpochSecond } from '@app/support-time';
import type { FactSet } from './fact-set.js';

/** Evaluates a month from facts alone; no log is behind it, so it has no position. */
export function evaluateMonth(
  agreement: CompiledAgreement,
  facts: FactSet,
  month: string,
  monthOf: MonthOf | undefined,
  at: EpochSecond,
): EvaluationDocument {
  const frame = monthFrame(agreement, month, monthOf, at);
  const service = facts.ofService(agreement.agreement.serviceId);
  const evaluation = evaluateFacts(frame, facts.tickets, facts.outages, facts.problems, service);
  return { ...evaluation, position: null, status: 'open' };
}

/** As `GET /v1/evaluations/...` answers it, but that its long lists are whole. */
export const answeredMonth = (document: EvaluationDocument): object => ({
  ...document,
  breachesCount: document.breaches.length,
  supersededCount: document.superseded.length,
  findingsCount: document.findings.length,
});
