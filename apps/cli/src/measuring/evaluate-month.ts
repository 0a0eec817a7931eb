import type { CompiledAgreement, MonthOf } from '@app/agreements/domain';
import { evaluateFacts, monthFrame, type Evaluation } from '@app/evaluations/domain';
import type { EpochSecond } from '@app/support-time';
import type { FactSet } from './fact-set.js';

/** The document of a month: every list whole, and of no position, since no log is behind it. */
export type EvaluationDocument = Evaluation & { readonly position: null; readonly status: 'open' };

/** Evaluates a month from facts alone. */
export function evaluateMonth(
  agreement: CompiledAgreement,
  facts: FactSet,
  month: string,
  monthOf: MonthOf | undefined,
  at: EpochSecond,
): EvaluationDocument {
  const frame = monthFrame(agreement, month, monthOf, at);
  return { ...evaluateFacts(frame, facts.tickets, facts.outages), position: null, status: 'open' };
}
