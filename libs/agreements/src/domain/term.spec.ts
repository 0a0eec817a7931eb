import fc from 'fast-check';
import { DateTime } from 'luxon';
import { agreementLive, firstTerms, type VersionTerms } from '../../test/agreements.js';
import type { Agreement } from './agreement.js';
import { localDayIn, termEndedBy, termOn, type Term } from './term.js';

const DAY_MS = 86_400_000;
const from2020 = (days: number): string =>
  new Date(Date.UTC(2020, 0, 1) + days * DAY_MS).toISOString().slice(0, 10);
const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
const day = fc.integer({ min: 0, max: 365 * 12 }).map(from2020);

const versions: fc.Arbitrary<VersionTerms[]> = fc
  .uniqueArray(
    fc.record({
      effectiveFrom: day,
      months: fc.integer({ min: 1, max: 30 }),
      renewalMonths: fc.integer({ min: 1, max: 30 }),
      noticeMonths: fc.integer({ min: 0, max: 8 }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ effectiveFrom }) => effectiveFrom },
  )
  .map((all) => all.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)));
const agreements = fc.tuple(day, versions).map(([goLiveOn, all]) => agreementLive(goLiveOn, ...all));

const told = ({ number, from, to, lastNoticeOn, version }: Term): string =>
  `${number}: ${from} ${to}, notice by ${lastNoticeOn}, version ${version.version}`;

describe('the terms of an agreement', () => {
  it.each<[string, Agreement, string[]]>([
    [
      'are twelve months from go-live, renewed for twelve more',
      agreementLive('2026-01-01'),
      [
        '1: 2026-01-01 2027-01-01, notice by 2026-11-01, version 1',
        '2: 2027-01-01 2028-01-01, notice by 2027-11-01, version 1',
      ],
    ],
    [
      'renewed on the last of December: notice by the last of October',
      agreementLive('2025-12-31'),
      ['1: 2025-12-31 2026-12-31, notice by 2026-10-31, version 1'],
    ],
    [
      'renewed on the last of April: notice by the last of February, a day more in a leap year',
      agreementLive('2026-04-30'),
      [
        '1: 2026-04-30 2027-04-30, notice by 2027-02-28, version 1',
        '2: 2027-04-30 2028-04-30, notice by 2028-02-29, version 1',
      ],
    ],
    [
      'live on a leap day: renewed on the 28th, and on the 29th where there is one',
      agreementLive('2024-02-29', { months: 24, renewalMonths: 24 }),
      [
        '1: 2024-02-29 2026-02-28, notice by 2025-12-28, version 1',
        '2: 2026-02-28 2028-02-29, notice by 2027-12-29, version 1',
      ],
    ],
    [
      'live on the 31st: renewed on the last day of a shorter month, and on the 31st again',
      agreementLive('2026-01-31', { months: 1, renewalMonths: 1, noticeMonths: 1 }),
      [
        '1: 2026-01-31 2026-02-28, notice by 2026-01-28, version 1',
        '2: 2026-02-28 2026-03-31, notice by 2026-02-28, version 1',
        '3: 2026-03-31 2026-04-30, notice by 2026-03-30, version 1',
      ],
    ],
    [
      'without a period of notice: notice by the last day of the term',
      agreementLive('2026-01-01', { noticeMonths: 0 }),
      ['1: 2026-01-01 2027-01-01, notice by 2026-12-31, version 1'],
    ],
    [
      'a new version is of the terms that begin from its first day on: none that runs grows or shrinks',
      agreementLive(
        '2026-01-01',
        { renewalMonths: 6 },
        { effectiveFrom: '2026-07-01', renewalMonths: 3, noticeMonths: 1 },
        { effectiveFrom: '2027-04-01', renewalMonths: 12 },
      ),
      [
        '1: 2026-01-01 2027-01-01, notice by 2026-11-01, version 1',
        '2: 2027-01-01 2027-04-01, notice by 2027-03-01, version 2',
        '3: 2027-04-01 2028-04-01, notice by 2028-02-01, version 3',
      ],
    ],
    [
      'live before the first version: that one says how long',
      agreementLive('2026-01-01', { effectiveFrom: '2026-03-01', months: 6 }),
      ['1: 2026-01-01 2026-07-01, notice by 2026-05-01, version 1'],
    ],
    [
      'live on the last day there is',
      agreementLive('9999-12-31'),
      ['1: 9999-12-31 9999-12-31, notice by 9999-10-31, version 1'],
    ],
  ])('%s', (_, agreement, expected) => {
    expect(firstTerms(agreement, expected.length).map(told)).toEqual(expected);
  });

  it('follow each other without gap or overlap, each as long from go-live as luxon counts it', () => {
    fc.assert(
      fc.property(agreements, (agreement) => {
        let [from, months] = [agreement.goLiveOn, 0];
        for (const term of firstTerms(agreement, 30)) {
          const { months: initial, renewalMonths } = term.version.term;
          months += term.number === 1 ? initial : renewalMonths;
          const to = DateTime.fromISO(agreement.goLiveOn, { zone: 'utc' }).plus({ months }).toISODate();
          expect([term.from, term.to]).toEqual([from, to]);
          expect(term.from < term.to).toBe(true);
          from = term.to;
        }
      }),
    );
  });

  it('each have the version in force on their first day, the first before all', () => {
    fc.assert(
      fc.property(agreements, (agreement) => {
        for (const { from, version } of firstTerms(agreement, 20)) {
          const begun = agreement.versions.filter(({ effectiveFrom }) => effectiveFrom <= from);
          expect(version.version).toBe(Math.max(1, begun.length));
        }
      }),
    );
  });

  it('take notice until the months of their version before the renewal, and not on its day', () => {
    fc.assert(
      fc.property(agreements, (agreement) => {
        for (const { to, lastNoticeOn, version } of firstTerms(agreement, 20)) {
          const months = version.term.noticeMonths;
          const renewal = DateTime.fromISO(to, { zone: 'utc' });
          const limit = months === 0 ? renewal.minus({ days: 1 }) : renewal.minus({ months });
          expect(lastNoticeOn).toBe(limit.toISODate());
        }
      }),
    );
  });

  it('hold their first day and their last, and before go-live the first stands', () => {
    fc.assert(
      fc.property(agreements, (agreement) => {
        for (const { number, from, to } of firstTerms(agreement, 10)) {
          const days = [later(from, -1), from, later(to, -1), to];
          const held = days.map((on) => termOn(agreement, on).number);
          expect(held).toEqual([Math.max(1, number - 1), number, number, number + 1]);
        }
      }),
    );
  });
});

describe('a notice', () => {
  it('works on the last day for it, and a day later at the next renewal', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 11 }), fc.nat(10), (goLiveOn, noticeMonths, index) => {
        const agreement = agreementLive(goLiveOn, { noticeMonths });
        const [term, next] = firstTerms(agreement, index + 2).slice(index);
        expect(termEndedBy(agreement, term!.lastNoticeOn).to).toBe(term!.to);
        expect(termEndedBy(agreement, later(term!.lastNoticeOn, 1)).to).toBe(next!.to);
      }),
    );
  });

  it('comes too late for whole terms where the period is longer than they are', () => {
    const agreement = agreementLive('2026-01-01', { months: 1, renewalMonths: 1, noticeMonths: 3 });
    expect(termEndedBy(agreement, '2026-01-01').to).toBe('2026-04-01');
    expect(termEndedBy(agreement, '2026-01-02').to).toBe('2026-05-01');
  });

  it('works on the last day there is where no renewal is far enough away', () => {
    const agreement = agreementLive('2026-01-01', { noticeMonths: Number.MAX_SAFE_INTEGER });
    expect(termEndedBy(agreement, '2026-01-01').to).toBe('9999-12-31');
  });
});

describe('the local day of an instant', () => {
  const agreement = agreementLive(
    '2026-01-01',
    { timeZone: 'Europe/Amsterdam' },
    { effectiveFrom: '2026-07-01', timeZone: 'Asia/Kolkata' },
  );
  it.each([
    ['2025-10-31T22:59:59Z', '2025-10-31'],
    ['2025-10-31T23:00:00Z', '2025-11-01'],
    ['2026-03-31T21:59:59Z', '2026-03-31'],
    ['2026-03-31T22:00:00Z', '2026-04-01'],
    ['2026-06-30T18:29:59Z', '2026-06-30'],
    ['2026-06-30T18:30:00Z', '2026-07-01'],
    ['2026-10-31T18:29:59Z', '2026-10-31'],
    ['2026-10-31T18:30:00Z', '2026-11-01'],
  ])('of %s is %s, in the zone of the version in force then', (at, expected) => {
    expect(localDayIn(agreement, Date.parse(at) / 1000)).toBe(expected);
  });
});
