import { agreementById } from '@app/agreements';
import { compileAgreement, type MonthOf } from '@app/agreements/domain';
import { monthFrame, type MonthFrame } from '@app/evaluations/domain';
import { problems } from '@app/platform';
import { isMonth } from '@app/support-time';
import { apiProblems } from '../api.problems.js';
import type { Known } from '../read-models.js';

/**
 * The month of an agreement that a path names, by the terms that are known.
 *
 * @throws Problem for what is no month, or of no agreement
 */
export async function frameOf(
  { tx, upTo, at }: Known,
  agreementId: string,
  month: string,
  { monthOf }: { readonly monthOf?: MonthOf },
): Promise<MonthFrame> {
  if (!isMonth(month)) {
    const fault = {
      pointer: '/path/month',
      code: 'INVALID_VALUE',
      detail: 'must be a month, such as 2026-03',
    };
    throw problems.VALIDATION_FAILED(`${month} is no month`, { errors: [fault] });
  }
  const known = await agreementById(tx, agreementId, upTo);
  if (known === undefined) throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
  return monthFrame(compileAgreement(known.agreement), month, monthOf, at);
}
