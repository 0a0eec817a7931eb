import fc from 'fast-check';
import { anyCalendar } from '../../test/calendar.arbitrary.js';
import { calendarFaults } from './calendar-faults.js';

const terms = {
  timeZone: 'Europe/Amsterdam',
  hours: { mon: [['08:30', '17:30']] },
  holidays: [] as unknown[],
};
const places = (calendar: unknown) =>
  calendarFaults(calendar).map(({ pointer, code }) => `${code} ${pointer}`);
const withDay = (...windows: unknown[]) => places({ ...terms, hours: { tue: windows } });
const withHoliday = (holiday: unknown) => places({ ...terms, holidays: ['2026-01-01', holiday] });

describe('calendarFaults', () => {
  it('finds nothing wrong in a calendar that is right', () => {
    fc.assert(fc.property(anyCalendar, (calendar) => expect(calendarFaults(calendar)).toEqual([])));
    expect(places({ ...terms, timeZone: 'UTC+01:00' })).toEqual([]);
    expect(withDay(['12:00', '24:00'], ['00:00', '12:00'])).toEqual([]);
    expect(withHoliday({ from: '2026-12-24T12:00', to: '2026-12-25T00:00' })).toEqual([]);
  });

  it.each([[null], [undefined], ['Europe/Amsterdam'], [[]], [7]])(
    'names a calendar that is none: %j',
    (calendar) => {
      expect(places(calendar)).toEqual(['INVALID_VALUE ']);
    },
  );

  it('names fields that are missing or unknown', () => {
    expect(places({})).toEqual([
      'MISSING_FIELD /timeZone',
      'MISSING_FIELD /hours',
      'MISSING_FIELD /holidays',
    ]);
    expect(places({ ...terms, 'holi/day~s': [] })).toEqual(['UNKNOWN_FIELD /holi~1day~0s']);
    expect(places({ ...terms, hours: { ...terms.hours, monday: [] } })).toEqual([
      'UNKNOWN_FIELD /hours/monday',
    ]);
  });

  it('names a zone that is none', () => {
    expect(places({ ...terms, timeZone: 'Europe/Amsterdm' })).toEqual(['UNKNOWN_TIME_ZONE /timeZone']);
    expect(places({ ...terms, timeZone: null })).toEqual(['INVALID_VALUE /timeZone']);
  });

  it('names hours without any window', () => {
    expect(places({ ...terms, hours: {} })).toEqual(['NEVER_OPEN /hours']);
    expect(places({ ...terms, hours: { mon: [], sun: [] } })).toEqual(['NEVER_OPEN /hours']);
    expect(places({ ...terms, hours: null })).toEqual(['INVALID_VALUE /hours']);
    expect(places({ ...terms, hours: { mon: '08:30-17:30' } })).toEqual(['INVALID_VALUE /hours/mon']);
  });

  it.each([
    [['8:30', '17:30']],
    [['08:30', '24:01']],
    [['24:00', '24:00']],
    [['08:30', '17:60']],
    [['08:30']],
    [['08:30', '17:30', '18:00']],
    ['08:30-17:30'],
    [[510, 1050]],
    [null],
    [['08:30:00', '17:30:00']],
  ])('names a window that is none: %j', (window) => {
    expect(withDay(['00:00', '01:00'], window)).toEqual(['INVALID_VALUE /hours/tue/1']);
  });

  it.each([[['17:30', '08:30']], [['08:30', '08:30']]])('names a window that is empty: %j', (window) => {
    expect(withDay(window)).toEqual(['WINDOW_EMPTY /hours/tue/0']);
  });

  it('names each window that overlaps one before, written in any order', () => {
    expect(withDay(['08:00', '12:00'], ['11:59', '13:00'], ['13:00', '14:00'])).toEqual([
      'WINDOWS_OVERLAP /hours/tue/1',
    ]);
    expect(withDay(['11:00', '13:00'], ['08:00', '12:00'])).toEqual(['WINDOWS_OVERLAP /hours/tue/0']);
    expect(withDay(['08:00', '17:00'], ['09:00', '10:00'], ['11:00', '12:00'])).toEqual([
      'WINDOWS_OVERLAP /hours/tue/1',
      'WINDOWS_OVERLAP /hours/tue/2',
    ]);
    expect(withDay(['08:00', '09:00'], ['08:00', '09:00'])).toEqual(['WINDOWS_OVERLAP /hours/tue/1']);
  });

  it.each([['2026-02-29'], ['2026-12-25T00:00'], ['25-12-2026'], [20261225], [null]])(
    'names a holiday that is none: %j',
    (holiday) => {
      expect(withHoliday(holiday)).toEqual(['INVALID_VALUE /holidays/1']);
    },
  );

  it('names what is wrong in a holiday of some hours', () => {
    expect(withHoliday({ from: '2026-12-24T12:00', to: '2026-12-24T12:00' })).toEqual([
      'HOLIDAY_EMPTY /holidays/1',
    ]);
    expect(withHoliday({ from: '2026-12-25T12:00', to: '2026-12-24T12:00' })).toEqual([
      'HOLIDAY_EMPTY /holidays/1',
    ]);
    expect(withHoliday({ from: '2026-12-24T12:00' })).toEqual(['MISSING_FIELD /holidays/1/to']);
    expect(withHoliday({ from: '2026-12-24', to: '2026-02-30T00:00', name: 'x' })).toEqual([
      'UNKNOWN_FIELD /holidays/1/name',
      'INVALID_VALUE /holidays/1/from',
      'INVALID_VALUE /holidays/1/to',
    ]);
    expect(places({ ...terms, holidays: '2026-12-25' })).toEqual(['INVALID_VALUE /holidays']);
  });

  it('names every fault at once, each in a sentence', () => {
    const faults = calendarFaults({
      timeZone: 'X',
      hours: { mon: [['9', '10']], tue: [['10:00', '09:00']] },
      holidays: ['x'],
    });
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/timeZone',
      '/hours/mon/0',
      '/hours/tue/0',
      '/holidays/0',
    ]);
    expect(faults.every(({ detail }) => /^\S.+\.$/.test(detail))).toBe(true);
  });
});
