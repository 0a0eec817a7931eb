import fc from 'fast-check';
import { agreementLive, firstTerms, recordedNotice } from '../../test/agreements.js';
import { agreementDates, type AgreementDate, type DayRange } from './agreement-dates.js';
import type { RecordedNotice } from './notice.js';

const agreement = agreementLive('2026-01-01', {}, { effectiveFrom: '2026-07-01', noticeMonths: 3 });
const range = (from: string, to: string): DayRange => ({ from, to });
const told = ({ on, kind, agreementVersion, termNumber }: AgreementDate): string =>
  [on, kind, `v${agreementVersion}`, ...(termNumber === null ? [] : [`term ${termNumber}`])].join(' ');
const dates = (notices: readonly RecordedNotice[], days: DayRange, of = agreement) =>
  agreementDates(of, notices, days).map(told);

describe('the dates of an agreement', () => {
  it('are go-live, versions, last days for notice and renewals', () => {
    expect(dates([], range('2025-01-01', '2028-01-01'))).toEqual([
      '2026-01-01 version-effective v1',
      '2026-01-01 go-live v1 term 1',
      '2026-07-01 version-effective v2',
      '2026-11-01 notice-by v1 term 1',
      '2027-01-01 renewal v1 term 1',
      '2027-10-01 notice-by v2 term 2',
      '2028-01-01 renewal v2 term 2',
    ]);
  });

  it('include the first and the last day asked for, and none beside them', () => {
    expect(dates([], range('2026-11-01', '2027-01-01'))).toEqual([
      '2026-11-01 notice-by v1 term 1',
      '2027-01-01 renewal v1 term 1',
    ]);
    expect(dates([], range('2026-11-02', '2026-12-31'))).toEqual([]);
  });

  it('stop with the end where notice has been given', () => {
    expect(dates([recordedNotice('n', '2026-05-01')], range('2026-07-01', '2030-01-01'))).toEqual([
      '2026-07-01 version-effective v2',
      '2027-01-01 end v1 term 1',
    ]);
    expect(dates([recordedNotice('late', '2026-12-01')], range('2026-07-01', '2030-01-01'))).toEqual([
      '2026-07-01 version-effective v2',
      '2026-11-01 notice-by v1 term 1',
      '2027-01-01 renewal v1 term 1',
      '2028-01-01 end v2 term 2',
    ]);
  });

  it('do not have a version that would begin with the end or after it', () => {
    const replaced = agreementLive('2026-01-01', {}, { effectiveFrom: '2027-01-01' });
    expect(dates([recordedNotice('n', '2026-05-01')], range('2026-07-01', '2030-01-01'), replaced)).toEqual([
      '2027-01-01 end v1 term 1',
    ]);
  });

  it('have a last day for notice that lies before its whole term', () => {
    const slow = agreementLive('2026-01-01', { months: 1, renewalMonths: 1, noticeMonths: 6 });
    expect(dates([], range('2026-01-01', '2026-01-01'), slow)).toEqual([
      '2026-01-01 version-effective v1',
      '2026-01-01 go-live v1 term 1',
      '2026-01-01 notice-by v1 term 6',
    ]);
  });

  it('are the days of all terms that fall in the range, of any versions', () => {
    const day = fc
      .integer({ min: 0, max: 4_000 })
      .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
    const months = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(
        day,
        day,
        fc.tuple(day, months, months, months),
        (goLiveOn, from, [to, one, two, three]) => {
          const of = agreementLive(
            goLiveOn,
            { effectiveFrom: '2024-01-01', noticeMonths: one, renewalMonths: two },
            { effectiveFrom: '2029-01-01', noticeMonths: three },
          );
          const days = range(from, to);
          const expected = firstTerms(of, 600).flatMap((term) => [
            { on: term.lastNoticeOn, text: `notice-by term ${term.number}` },
            { on: term.to, text: `renewal term ${term.number}` },
          ]);
          const own = agreementDates(of, [], days).flatMap(({ on, kind, termNumber }) =>
            kind === 'notice-by' || kind === 'renewal' ? [`${on} ${kind} term ${termNumber}`] : [],
          );
          expect(own.toSorted()).toEqual(
            expected
              .filter(({ on }) => from <= on && on <= to)
              .map(({ on, text }) => `${on} ${text}`)
              .toSorted(),
          );
        },
      ),
    );
  });
});
