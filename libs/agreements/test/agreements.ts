import type { Agreement, AgreementVersion } from '../src/domain/agreement.js';
import type { Notice, NoticeWithdrawal, Recorded, RecordedNotice } from '../src/domain/notice.js';
import { termsOf, type Term } from '../src/domain/term.js';
import { exampleAgreement } from '../../../test/support/example-agreement.js';

const example = exampleAgreement();
const [first] = example.versions;
if (first === undefined) throw new Error('the example agreement has a version');

/** What a test says of a version; the rest is the example's. */
export interface VersionTerms {
  readonly effectiveFrom?: string;
  readonly timeZone?: string;
  readonly months?: number;
  readonly renewalMonths?: number;
  readonly noticeMonths?: number;
}

/** An agreement live on that day; without versions, of one: the example's 12 months, 12 more, and notice of 2. */
export const agreementLive = (goLiveOn: string, ...versions: readonly VersionTerms[]): Agreement => ({
  ...example,
  goLiveOn,
  versions: (versions.length === 0 ? [{}] : versions).map((terms, index): AgreementVersion => {
    const { effectiveFrom = goLiveOn, timeZone = first.calendar.timeZone, ...term } = terms;
    const calendar = { ...first.calendar, timeZone };
    return { ...first, version: index + 1, effectiveFrom, calendar, term: { ...first.term, ...term } };
  }),
});

const recorded = <T>(fact: T): Recorded<T> => ({
  fact,
  recordedAt: '2026-01-01T00:00:00.000Z',
  recordedBy: 'operator',
  position: '7',
});

/** A day is meant from noon on in UTC, which is the same day in Amsterdam. */
const instantOf = (when: string): string => (when.length === 10 ? `${when}T12:00:00Z` : when);

export const notice = (noticeId: string, when: string): Notice => ({
  noticeId,
  occurredAt: instantOf(when),
  party: 'customer',
});

export const withdrawal = (noticeId: string, when: string): NoticeWithdrawal => ({
  noticeId,
  occurredAt: instantOf(when),
  reason: 'we stay',
});

/** `received` and `withdrawn` as a day, or an instant. */
export const recordedNotice = (noticeId: string, received: string, withdrawn?: string): RecordedNotice => ({
  given: recorded(notice(noticeId, received)),
  withdrawn: withdrawn === undefined ? null : recorded(withdrawal(noticeId, withdrawn)),
});

export const firstTerms = (agreement: Agreement, count: number): Term[] => {
  const terms: Term[] = [];
  for (const term of termsOf(agreement)) {
    if (terms.push(term) === count) break;
  }
  return terms;
};
