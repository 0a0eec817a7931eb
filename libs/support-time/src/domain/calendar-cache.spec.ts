import fc from 'fast-check';
import { anyCalendar } from '../../test/calendar.arbitrary.js';
import { createCalendarCache } from './calendar-cache.js';
import { CalendarError } from './calendar-error.js';
import type { CalendarTerms, SupportCalendar } from './calendar.js';
import { sameJson } from './same-json.js';

const terms: CalendarTerms = {
  timeZone: 'Europe/Amsterdam',
  hours: { mon: [['08:30', '17:30']], tue: [['08:30', '17:30']] },
  holidays: ['2026-12-25'],
};
const copy = (): CalendarTerms => structuredClone(terms);

describe('createCalendarCache', () => {
  it('has one calendar for one content, in whatever order it is written', () => {
    const calendarOf = createCalendarCache();
    const { holidays, hours, timeZone } = copy();
    const turned = { holidays, hours: { tue: hours.tue!, mon: hours.mon! }, timeZone };
    expect(calendarOf(turned)).toBe(calendarOf(terms));
    expect(calendarOf(copy())).toBe(calendarOf(terms));
  });

  it('tells calendars apart by all of their content', () => {
    const calendarOf = createCalendarCache();
    const others: CalendarTerms[] = [
      { ...terms, timeZone: 'Europe/Paris' },
      { ...terms, holidays: ['2026-12-26'] },
      { ...terms, holidays: [] },
      { ...terms, hours: { mon: terms.hours.mon! } },
      { ...terms, hours: { ...terms.hours, wed: [['08:30', '17:30']] } },
      { ...terms, hours: { ...terms.hours, tue: [['08:30', '17:31']] } },
    ];
    expect(new Set([terms, ...others, terms].map(calendarOf)).size).toBe(others.length + 1);
  });

  it('is not misled by terms that are changed afterwards', () => {
    const calendarOf = createCalendarCache();
    const changed = { ...copy(), timeZone: 'Europe/Amsterdam' };
    const before = calendarOf(changed);
    changed.timeZone = 'Asia/Kolkata';
    expect(calendarOf(changed).timeZone).toBe('Asia/Kolkata');
    expect(calendarOf(terms)).toBe(before);
  });

  it('keeps the calendars that were asked for last, up to its limit, however often each was', () => {
    const calendarOf = createCalendarCache(3);
    const [a, b, c, d] = ['Europe/Amsterdam', 'Europe/Paris', 'Europe/Rome', 'Europe/Berlin'].map(
      (timeZone) => calendarOf({ ...terms, timeZone }),
    ) as [SupportCalendar, SupportCalendar, SupportCalendar, SupportCalendar];
    const isKept = (calendar: SupportCalendar) =>
      calendarOf({ ...terms, timeZone: calendar.timeZone }) === calendar;
    // The first went when the fourth came; asked for once more, it takes the place of the third.
    expect([c, b, c, d, b, b, d].every(isKept)).toBe(true);
    expect(isKept(a)).toBe(false);
    expect([b, d, c].map(isKept)).toEqual([true, true, false]);
  });

  it('refuses faulty terms every time', () => {
    const calendarOf = createCalendarCache();
    const faulty = { ...terms, timeZone: 'Nowhere' };
    expect(() => calendarOf(faulty)).toThrow(CalendarError);
    expect(() => calendarOf(faulty)).toThrow(CalendarError);
  });
});

describe('sameJson', () => {
  it('is to have the same content', () => {
    const value = fc.oneof(anyCalendar, fc.jsonValue({ maxDepth: 2 }));
    const sorted = (_: string, each: unknown) =>
      each !== null && typeof each === 'object' && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
        : each;
    fc.assert(
      fc.property(value, value, (a, b) => {
        // -0 is 0 in JSON.
        const [one, other] = [a, b].map((each) => JSON.parse(JSON.stringify(each)) as unknown);
        expect(sameJson(one, other)).toBe(JSON.stringify(one, sorted) === JSON.stringify(other, sorted));
        expect(sameJson(one, structuredClone(one))).toBe(true);
      }),
    );
  });

  it.each([
    [[1], { 0: 1 }],
    [{}, []],
    [null, {}],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1, b: 1 }, { a: 1 }],
    [[1], [1, 2]],
    [[], { length: 0 }],
    [1, {}],
    ['1', 1],
  ])('tells %j from %j', (a, b) => {
    expect([sameJson(a, b), sameJson(b, a)]).toEqual([false, false]);
  });
});
