import { problems, type ProblemFault } from '@app/platform';
import { monthsBetween } from '@app/support-time';

const MOST_MONTHS = 36;

/**
 * The months from one to another, both included.
 *
 * @param pointer where the request names the last month
 * @throws Problem VALIDATION_FAILED for none of them, or more than 36
 */
export function monthsIn(from: string, to: string, pointer: string): string[] {
  const months = monthsBetween(from, to);
  if (months.length >= 1 && months.length <= MOST_MONTHS) return months;
  const fault: ProblemFault = {
    pointer,
    code: 'INVALID_VALUE',
    detail: `must be from 1 to ${MOST_MONTHS} months, the first included`,
  };
  throw problems.VALIDATION_FAILED('these months cannot be used', { errors: [fault] });
}
