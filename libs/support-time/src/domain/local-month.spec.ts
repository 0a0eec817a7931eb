import fc from 'fast-check';
import { SEASONS } from '../../test/calendar.arbitrary.js';
import { isMonth, localMonthOf, monthBounds, monthsBetween, previousMonth } from './local-month.js';
import { startOfLocalDay } from './local-time.js';

const zone = fc.constantFrom(...SEASONS.map(({ timeZone }) => timeZone));
const instant = fc.integer({ min: Date.parse('1970-01-01') / 1000, max: Date.parse('2100-12-31') / 1000 });

describe('months of a zone', () => {
  it('each instant lies in one, the one that localMonthOf names', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const { from, to } = monthBounds(timeZone, localMonthOf(timeZone, at));
        expect(from <= at && at < to).toBe(true);
      }),
    );
  });

  it('start with their first day and end where the next one starts', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const month = localMonthOf(timeZone, at);
        const { from, to } = monthBounds(timeZone, month);
        expect(from).toBe(startOfLocalDay(timeZone, `${month}-01`));
        expect(localMonthOf(timeZone, from)).toBe(month);
        expect(localMonthOf(timeZone, from - 1)).toBe(previousMonth(month));
        expect(previousMonth(localMonthOf(timeZone, to))).toBe(month);
      }),
    );
  });

  it('a March in Amsterdam has 743 hours, an October 745', () => {
    const hours = ['2026-03', '2026-10'].map((month) => {
      const { from, to } = monthBounds('Europe/Amsterdam', month);
      return (to - from) / 3600;
    });
    expect(hours).toEqual([743, 745]);
    expect(monthBounds('Europe/Amsterdam', '2026-03').from).toBe(Date.parse('2026-02-28T23:00Z') / 1000);
  });
});

describe('months as text', () => {
  it('are from 01 to 12, of four-digit years', () => {
    const months = ['2026-01', '2026-12', '0001-10'];
    expect(months.filter(isMonth)).toEqual(months);
    expect(
      ['2026-00', '2026-13', '0000-01', '2026-1', '2026-01-01', '12026-01', '', '2026/01'].filter(isMonth),
    ).toEqual([]);
  });

  it('are counted over the turn of the year', () => {
    expect(previousMonth('2026-01')).toBe('2025-12');
    expect(previousMonth('0800-01')).toBe('0799-12');
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-02')).toEqual(['2026-02']);
    expect(monthsBetween('2026-02', '2025-11')).toEqual([]);
  });
});
