import { type CalendarTerms, type LocalWindow, WEEKDAYS } from './calendar.js';
import { calendarRules } from './calendar-rules.js';
import { compileYear } from './compile-year.js';
import { formatSecondIn } from './local-time.js';

const everyDay = (windows: readonly LocalWindow[]): CalendarTerms['hours'] =>
  Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [...windows]]));

/** The open stretches of a year that begin on a local day, as a clock in the zone shows their ends. */
const openOn = (day: string, terms: CalendarTerms): string[] => {
  const edges = compileYear(calendarRules(terms), Number(day.slice(0, 4)));
  const shown = edges.map((edge) => formatSecondIn(terms.timeZone, edge));
  return shown.flatMap((from, at) =>
    at % 2 === 0 && from.startsWith(day) ? [`${from.slice(11, 16)}-${shown[at + 1]!.slice(11, 16)}`] : [],
  );
};

const amsterdam = (
  windows: readonly LocalWindow[],
  holidays: CalendarTerms['holidays'] = [],
): CalendarTerms => ({
  timeZone: 'Europe/Amsterdam',
  hours: everyDay(windows),
  holidays,
});

describe('the open stretches of a year', () => {
  it('are one where it is never closed, from its first second to its last', () => {
    const terms = { timeZone: 'UTC', hours: everyDay([['00:00', '24:00']]), holidays: [] };
    expect(compileYear(calendarRules(terms), 2026)).toEqual([
      Date.UTC(2026, 0, 1) / 1000,
      Date.UTC(2027, 0, 1) / 1000,
    ]);
  });

  it('are none where it is never open', () => {
    const holidays = [{ from: '2025-12-31T00:00', to: '2027-01-02T00:00' }];
    expect(compileYear(calendarRules(amsterdam([['09:00', '17:00']], holidays)), 2026)).toEqual([]);
    expect(compileYear(calendarRules(amsterdam([])), 2026)).toEqual([]);
  });

  it('are put in order where the clock skips the start of one past the start of the next', () => {
    const windows: LocalWindow[] = [
      ['02:10', '02:20'],
      ['02:30', '02:50'],
      ['03:00', '03:05'],
      ['03:25', '03:26'],
    ];
    // 02:10 is shown as 03:10, 02:30 as 03:30.
    expect(openOn('2026-03-29', amsterdam(windows))).toEqual([
      '03:00-03:05',
      '03:10-03:20',
      '03:25-03:26',
      '03:30-03:50',
    ]);
  });

  it('are none of windows side by side that are skipped together: they are one', () => {
    const windows: LocalWindow[] = [
      ['00:10', '00:20'],
      ['01:00', '01:30'],
      ['02:00', '02:30'],
      ['02:30', '03:00'],
    ];
    expect(openOn('2026-03-29', amsterdam(windows))).toEqual(['00:10-00:20', '01:00-01:30']);
  });

  it('are joined where they touch or overlap, and one within another is lost in it', () => {
    const gap = (windows: readonly LocalWindow[]) => openOn('2026-03-29', amsterdam(windows));
    expect(
      gap([
        ['02:10', '02:50'],
        ['03:20', '03:30'],
      ]),
    ).toEqual(['03:10-03:50']);
    expect(
      gap([
        ['02:10', '02:50'],
        ['03:20', '04:30'],
      ]),
    ).toEqual(['03:10-04:30']);
    expect(
      gap([
        ['02:10', '02:20'],
        ['03:00', '03:10'],
      ]),
    ).toEqual(['03:00-03:20']);
    expect(
      gap([
        ['02:10', '02:20'],
        ['03:20', '03:30'],
      ]),
    ).toEqual(['03:10-03:30']);
    const edges = compileYear(
      calendarRules(
        amsterdam([
          ['00:00', '06:00'],
          ['22:00', '24:00'],
        ]),
      ),
      2026,
    );
    expect(edges.every((edge, at) => at === 0 || edge > edges[at - 1]!)).toBe(true);
    expect(edges).toHaveLength(2 * 366);
  });

  it('are not empty where the clock skips a window to its end', () => {
    expect(openOn('2026-03-29', amsterdam([['02:30', '03:30']]))).toEqual([]);
    expect(openOn('2026-03-29', amsterdam([['02:30', '03:20']]))).toEqual([]);
    expect(openOn('2026-03-28', amsterdam([['02:30', '03:30']]))).toEqual(['02:30-03:30']);
  });

  it('have the holes that holidays make, and nothing else where one lies beside them', () => {
    const with_ = (from: string, to: string) =>
      openOn(
        '2026-03-10',
        amsterdam([['09:00', '17:00']], [{ from: `2026-03-${from}`, to: `2026-03-${to}` }]),
      );
    expect(with_('10T12:00', '10T13:00')).toEqual(['09:00-12:00', '13:00-17:00']);
    expect(with_('10T08:00', '10T13:00')).toEqual(['13:00-17:00']);
    expect(with_('10T12:00', '10T17:00')).toEqual(['09:00-12:00']);
    expect(with_('09T17:00', '10T09:00')).toEqual(['09:00-17:00']);
    expect(with_('10T17:00', '11T09:00')).toEqual(['09:00-17:00']);
    expect(with_('09T00:00', '11T00:00')).toEqual([]);
  });

  it('do not reach beyond their own local day: one that the clock skips whole has none', () => {
    const apia = { timeZone: 'Pacific/Apia', hours: everyDay([['09:00', '24:00']]), holidays: [] };
    expect(openOn('2011-12-29', apia)).toEqual(['09:00-00:00']);
    expect(openOn('2011-12-30', apia)).toEqual([]);
    expect(openOn('2011-12-31', apia)).toEqual(['09:00-00:00']);
  });
});
