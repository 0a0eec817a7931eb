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
    expect(places({ ...terms, timeZone: ['UTC'] })).toEqual(['INVALID_VALUE /timeZone']);
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
    [[['08:30'], '17:30']],
    [['08:30', ['17:30']]],
    [null],
    [['08:30:00', '17:30']],
    [['108:30', '17:30']],
    [['08:30', '17:30:00']],
    [['08:30', '117:30']],
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
    expect(withDay(['13:00', '15:00'], ['11:00', '14:00'], ['08:00', '12:00'])).toEqual([
      'WINDOWS_OVERLAP /hours/tue/1',
      'WINDOWS_OVERLAP /hours/tue/0',
    ]);
  });

  it.each([['2026-02-29'], ['2026-12-25T00:00'], ['25-12-2026'], [20261225], [['2026-12-25']], [null]])(
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
    expect(withHoliday({ from: ['2026-12-24T12:00'], to: '2026-12-25T00:00' })).toEqual([
      'INVALID_VALUE /holidays/1/from',
    ]);
    expect(places({ ...terms, holidays: '2026-12-25' })).toEqual(['INVALID_VALUE /holidays']);
  });

  it('names every fault at once, each in a sentence that says what to write', () => {
    expect(
      calendarFaults({
        timeZone: 'Europe/Amsterdm',
        hours: { mon: [['9', '10']], tue: [['22:00', '06:00']], wed: 'closed', monday: [] },
        holiday: [],
        holidays: [
          '2026-02-29',
          { from: '2026-12-24T12:00' },
          { from: '2026-12-24', to: '2026-12-25T00:00' },
        ],
      }),
    ).toEqual([
      {
        pointer: '/holiday',
        code: 'UNKNOWN_FIELD',
        detail: 'Unknown field; known are timeZone, hours, holidays.',
      },
      {
        pointer: '/timeZone',
        code: 'UNKNOWN_TIME_ZONE',
        detail:
          '"Europe/Amsterdm" is not a time zone: write a name of the IANA database, such as "Europe/Amsterdam".',
      },
      {
        pointer: '/hours/monday',
        code: 'UNKNOWN_FIELD',
        detail: 'Unknown field; known are mon, tue, wed, thu, fri, sat, sun.',
      },
      {
        pointer: '/hours/mon/0',
        code: 'INVALID_VALUE',
        detail: 'A window is [from, to], times as HH:mm from 00:00 to 24:00, such as ["08:30", "17:30"].',
      },
      {
        pointer: '/hours/tue/0',
        code: 'WINDOW_EMPTY',
        detail:
          '22:00-06:00 is empty: a window ends after it starts; write one over midnight as two, up to 24:00 and from 00:00.',
      },
      {
        pointer: '/hours/wed',
        code: 'INVALID_VALUE',
        detail: 'A day is a list of windows, such as [["08:30", "17:30"]].',
      },
      {
        pointer: '/holidays/0',
        code: 'INVALID_VALUE',
        detail: '"2026-02-29" is not a day that exists, YYYY-MM-DD, nor an object with "from" and "to".',
      },
      {
        pointer: '/holidays/1/to',
        code: 'MISSING_FIELD',
        detail: 'A holiday of some hours needs "from" and "to".',
      },
      {
        pointer: '/holidays/2/from',
        code: 'INVALID_VALUE',
        detail: '"2026-12-24" is not a local time that exists, YYYY-MM-DDTHH:mm.',
      },
    ]);
  });

  it.each([
    [7, ['A calendar is an object.']],
    [{ hours: terms.hours, holidays: [] }, ['A calendar needs "timeZone".']],
    [{ ...terms, hours: null }, ['Hours are an object with a list of windows a day.']],
    [
      { ...terms, hours: { sat: [] } },
      ['A calendar opens at least once a week: give some day a window, such as ["08:30", "17:30"].'],
    ],
    [{ ...terms, holidays: {} }, ['Holidays are a list, [] where there are none.']],
    [
      { ...terms, holidays: [{ from: '2026-12-25T00:00', to: '2026-12-24T12:00' }] },
      ['A holiday ends after it starts: 2026-12-25T00:00 to 2026-12-24T12:00 is empty.'],
    ],
    [
      {
        ...terms,
        hours: {
          mon: [
            ['13:00', '17:30'],
            ['08:30', '13:15'],
          ],
        },
      },
      ['13:00-17:30 overlaps 08:30-13:15 of the same day.'],
    ],
  ])('says of %j what is wrong with it', (calendar, sentences) => {
    expect(calendarFaults(calendar).map(({ detail }) => detail)).toEqual(sentences);
  });
});
