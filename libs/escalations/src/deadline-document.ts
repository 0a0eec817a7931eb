import { targetOfOwner, type NoticeDue } from '@app/escalations/domain';
import type { ListedDeadline } from '@app/reactors';
import { formatSecond, type EpochSecond } from '@app/support-time';

/** A deadline as answers show it. */
export const deadlineDocument = (deadline: ListedDeadline) => {
  const { owner, key, kind, agreementId, customerId, dueAt, state, firingId, firedAt, liftedAt } = deadline;
  const { kind: _kind, timeZone: _zone, ...about } = deadline.data as unknown as NoticeDue['about'];
  return {
    target: targetOfOwner(owner),
    key,
    kind,
    agreementId,
    customerId,
    ...about,
    dueAt: formatSecond(dueAt),
    state,
    noticeId: firingId,
    firedAt: textOf(firedAt),
    withdrawnAt: textOf(liftedAt),
  };
};

const textOf = (at: EpochSecond | null): string | null => (at === null ? null : formatSecond(at));
