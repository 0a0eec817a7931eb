import { plusMonths, type LocalDay } from '@app/support-time';
import type { Agreement } from './agreement.js';
import type { RecordedNotice } from './notice.js';
import { termStanding } from './term-standing.js';
import { termsOf, type Term } from './term.js';

/** A day of an agreement that somebody may have to act on. */
export interface AgreementDate {
  readonly on: LocalDay;
  readonly kind: 'go-live' | 'version-effective' | 'notice-by' | 'renewal' | 'end';
  /** Of the version that comes into force, or that says when the term is renewed. */
  readonly agreementVersion: number;
  /** The number of the term that it begins, ends or may end; null for a version. */
  readonly termNumber: number | null;
  /** Of the term; null for a version. */
  readonly clause: string | null;
}

/** Local days, both included. */
export interface DayRange {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/**
 * The dates of an agreement that fall in a range of days, by day: go-live, each version's first day, and for each term
 * the last day for notice and its renewal - or the agreement's end, after which nothing comes. All notices recorded
 * count, as they stand at the end of the range.
 */
export function agreementDates(
  agreement: Agreement,
  notices: readonly RecordedNotice[],
  range: DayRange,
): AgreementDate[] {
  const { endsOn } = termStanding(agreement, notices, range.to);
  const dates = [...versionDates(agreement, endsOn), ...termDates(agreement, endsOn, range)];
  return dates
    .filter(({ on }) => range.from <= on && on <= range.to)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** A version that would come into force when the agreement has ended never does. */
const versionDates = ({ versions }: Agreement, endsOn: LocalDay | null): AgreementDate[] =>
  versions
    .filter(({ effectiveFrom }) => endsOn === null || effectiveFrom < endsOn)
    .map(({ version, effectiveFrom }) => ({
      on: effectiveFrom,
      kind: 'version-effective',
      agreementVersion: version,
      termNumber: null,
      clause: null,
    }));

function termDates(agreement: Agreement, endsOn: LocalDay | null, range: DayRange): AgreementDate[] {
  const longestNotice = Math.max(...agreement.versions.map(({ term }) => term.noticeMonths));
  const dates: AgreementDate[] = [];
  for (const term of termsOf(agreement)) {
    // Its day for notice may lie long before the term itself.
    if (plusMonths(term.from, -longestNotice) > range.to) break;
    if (term.number === 1) dates.push(dateOf(term, 'go-live', term.from));
    if (endsOn !== null && endsOn <= term.to) {
      dates.push(dateOf(term, 'end', endsOn));
      break;
    }
    dates.push(dateOf(term, 'notice-by', term.lastNoticeOn), dateOf(term, 'renewal', term.to));
  }
  return dates;
}

const dateOf = ({ number, version }: Term, kind: AgreementDate['kind'], on: LocalDay): AgreementDate => ({
  on,
  kind,
  agreementVersion: version.version,
  termNumber: number,
  clause: version.term.clause,
});
