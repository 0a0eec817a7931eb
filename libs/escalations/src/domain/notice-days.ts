import {
  termsOf,
  termStanding,
  versionOn,
  type Agreement,
  type RecordedNotice,
  type Term,
} from '@app/agreements/domain';
import { plusMonths, previousLocalDay, startOfLocalDay } from '@app/support-time';
import type { NoticeDue } from './notice.js';
import { DEFAULT_ROLE, isToldOf, rolesOf } from './told-roles.js';

/** So many years after go-live, or after the newest version took effect, somebody will have looked at the agreement. */
const YEARS = 30;

/**
 * The last days for notice of an agreement (TERMS 9), each due as it begins, so that there is the day left to act. Told
 * of unless notice was received before that day; what is received on it, or later, takes nothing back.
 *
 * @param notices as recorded, in any order
 */
export function noticeDays(agreement: Agreement, notices: readonly RecordedNotice[]): readonly NoticeDue[] {
  const days: NoticeDue[] = [];
  const end = lastDayLookedAt(agreement);
  for (const term of termsOf(agreement)) {
    if (term.from > end) break;
    days.push(...dayOf(agreement, notices, term));
  }
  return days;
}

function dayOf(agreement: Agreement, notices: readonly RecordedNotice[], term: Term): readonly NoticeDue[] {
  const { number, lastNoticeOn, to: renewsOn, version } = term;
  const { endsOn } = termStanding(agreement, notices, previousLocalDay(lastNoticeOn));
  if (endsOn !== null && endsOn <= renewsOn) return [];
  const { timeZone } = versionOn(agreement, lastNoticeOn).calendar;
  const dueAt = startOfLocalDay(timeZone, lastNoticeOn);
  if (!isToldOf(version, dueAt)) return [];
  const named = version.escalation ? rolesOf(version.escalation, 1) : [];
  const roles = named.length > 0 ? named : [DEFAULT_ROLE];
  const terms = { agreementVersion: version.version, clause: version.term.clause, level: null, timeZone };
  return roles.map((role) => ({
    key: `notice-day:${number}:${role}`,
    dueAt,
    passesAt: dueAt,
    about: { ...terms, role, kind: 'notice-day', lastNoticeOn, renewsOn },
  }));
}

function lastDayLookedAt({ goLiveOn, versions }: Agreement): string {
  const newest = versions.reduce(
    (last, { effectiveFrom }) => (effectiveFrom > last ? effectiveFrom : last),
    goLiveOn,
  );
  return plusMonths(newest, 12 * YEARS);
}
