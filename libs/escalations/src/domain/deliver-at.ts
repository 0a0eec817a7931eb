import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { nextLocalDay, startOfLocalDay, type EpochSecond } from '@app/support-time';
import type { NoticeDue } from './notice.js';

/**
 * When a notice raised at an instant may be delivered: at once, or where the terms say so in the next support time. That
 * a last day for notice has come is told within that day, support time or not: afterwards it helps nobody.
 *
 * @param about what the notice says, and by which version
 * @example deliverAt(agreement, about, second('2026-03-13T18:00:00+01:00')) // Monday 08:30 of the example's calendar
 */
export function deliverAt(
  agreement: Agreement,
  about: NoticeDue['about'],
  raisedAt: EpochSecond,
): EpochSecond {
  const version = compileAgreement(agreement).versions.find(
    ({ terms }) => terms.version === about.agreementVersion,
  );
  if (version?.terms.escalation?.noticesInSupportHoursOnly !== true) return raisedAt;
  const held = version.calendar.after(raisedAt, 0)?.lastAt ?? raisedAt;
  if (about.kind !== 'notice-day') return held;
  const tooLate = startOfLocalDay(about.timeZone, nextLocalDay(about.lastNoticeOn));
  return raisedAt < tooLate && held >= tooLate ? raisedAt : held;
}
