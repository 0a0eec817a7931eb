import { ACCEPTED, refuse, type Decision } from '@app/facts';
import type { Evaluation } from './evaluation.js';
import { standingFreeze, type Freeze } from './freeze-event.js';

/**
 * Whether a month can be frozen as this evaluation shows it.
 *
 * Codes: `EVALUATION_FROZEN`, `MONTH_NOT_OVER`, `OUTAGE_OPEN` (one that started in the month), `EVALUATION_INCOMPLETE`.
 *
 * @param parked partitions that the read models could not fold: their facts are missing from the figures
 */
export function decideFreeze(
  freezes: readonly Freeze[],
  evaluation: Pick<Evaluation, 'at' | 'from' | 'to' | 'outages' | 'month'>,
  parked: readonly string[],
): Decision {
  const { at, from, to, outages, month } = evaluation;
  if (standingFreeze(freezes)) {
    return refuse('EVALUATION_FROZEN', `${month} is frozen already: withdraw that freeze first.`);
  }
  // Instants of a document are whole seconds in UTC: their texts are in the order of time.
  if (at < to) return refuse('MONTH_NOT_OVER', `${month} ends at ${to}: freeze it after that.`);
  const open = outages.filter(
    ({ startedAt, endedAt }) => startedAt >= from && startedAt < to && endedAt === null,
  );
  if (open.length > 0) {
    const ids = open.map(({ outageId }) => outageId).join(', ');
    return refuse(
      'OUTAGE_OPEN',
      `an outage that started in ${month} is still open: ${ids}. Record its end first.`,
    );
  }
  if (parked.length > 0) {
    const rest = parked.join(', ');
    return refuse(
      'EVALUATION_INCOMPLETE',
      `facts are missing from the figures: ${rest}. See GET /v1/projections.`,
    );
  }
  return ACCEPTED;
}

/** Whether there is a freeze to withdraw. Code: `EVALUATION_NOT_FROZEN`. */
export const decideWithdrawal = (freezes: readonly Freeze[]): Decision =>
  standingFreeze(freezes)
    ? ACCEPTED
    : refuse('EVALUATION_NOT_FROZEN', 'no freeze of this month stands: there is nothing to withdraw.');
