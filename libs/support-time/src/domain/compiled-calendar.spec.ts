import fc from 'fast-check';
import { anyCalendar, calendarAbout, SEASONS } from '../../test/calendar.arbitrary.js';
import { MinuteWalk } from '../../test/minute-walk.oracle.js';
import { WallClock } from '../../test/wall-clock.oracle.js';
import { CalendarError } from './calendar-error.js';
import type { CalendarTerms } from './calendar.js';
import { compileCalendar } from './compiled-calendar.js';

const DAY = 86_400;
const at = (text: string) => Date.parse(text) / 1000;

const office: CalendarTerms = {
  timeZone: 'Europe/Amsterdam',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:30', '17:30']]])),
  holidays: [],
};

describe('compileCalendar, over any years', () => {
  const instant = fc.integer({ min: at('1970-01-03'), max: at('2100-12-28') });

  it('adds up: a stretch is as long as its two parts, and never shorter than one', () => {
    fc.assert(
      fc.property(anyCalendar, instant, instant, instant, (terms, ...instants) => {
        const calendar = compileCalendar(terms);
        const [a, b, c] = instants.sort((x, y) => x - y);
        expect(calendar.between(a, c)).toBe(calendar.between(a, b) + calendar.between(b, c));
        expect(calendar.between(a, b)).toBeLessThanOrEqual(Math.min(b - a, calendar.between(a, c)));
        expect(calendar.between(c, a)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('after and before invert between: used up from firstAt to lastAt, not a second sooner or longer', () => {
    fc.assert(
      fc.property(anyCalendar, instant, fc.integer({ min: 1, max: 400 * DAY }), (terms, from, seconds) => {
        const calendar = compileCalendar(terms);
        const used = calendar.after(from, seconds);
        if (used) {
          expect(calendar.between(from, used.firstAt)).toBe(seconds);
          expect(calendar.between(from, used.firstAt - 1)).toBe(seconds - 1);
        }
        if (used?.lastAt) {
          expect(calendar.between(from, used.lastAt)).toBe(seconds);
          expect(calendar.between(from, used.lastAt + 1)).toBe(seconds + 1);
        }
        const left = calendar.before(from, seconds);
        if (left) {
          expect(calendar.between(left.firstAt, from)).toBe(seconds);
          expect(calendar.between(left.firstAt + 1, from)).toBe(seconds - 1);
        }
        if (left?.lastAt) {
          expect(calendar.between(left.lastAt, from)).toBe(seconds);
          expect(calendar.between(left.lastAt - 1, from)).toBe(seconds + 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('lists windows that are apart, within the ends, and as long together as between says', () => {
    const months = fc.integer({ min: 1, max: 400 * DAY });
    fc.assert(
      fc.property(anyCalendar, instant, months, (terms, from, length) => {
        const calendar = compileCalendar(terms);
        const windows = [...calendar.windows(from, from + length)];
        expect(windows.reduce((sum, window) => sum + window.to - window.from, 0)).toBe(
          calendar.between(from, from + length),
        );
        const edges = [from - 1, ...windows.flatMap((window) => [window.from, window.to]), from + length + 1];
        expect(edges.every((edge, index) => index === 0 || edge > edges[index - 1]!)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('answers the same in whatever order the years are asked for', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        fc.array(fc.tuple(instant, instant), { minLength: 2, maxLength: 5 }),
        (terms, asked) => {
          const grown = compileCalendar(terms);
          const answers = asked.map(([a, b]) => [grown.between(a, b), grown.isOpen(a)]);
          expect(answers).toEqual(
            asked.map(([a, b]) => [compileCalendar(terms).between(a, b), compileCalendar(terms).isOpen(a)]),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('compileCalendar, at its limits', () => {
  it('lists no window that closes where the question begins, or opens where it ends', () => {
    const calendar = compileCalendar(office);
    const [monday] = [...calendar.windows(at('2026-03-02T00:00Z'), at('2026-03-03T00:00Z'))];
    if (!monday) throw new Error('the office is closed on Mondays');
    expect([...calendar.windows(monday.to, monday.to + 60)]).toEqual([]);
    expect([...calendar.windows(monday.from - 60, monday.from)]).toEqual([]);
    expect([...calendar.windows(monday.from, monday.to)]).toEqual([monday]);
  });

  it('joins windows over midnight and new year into one', () => {
    const always = compileCalendar({
      ...office,
      hours: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
    });
    const [from, to] = [at('2025-06-01T00:00Z'), at('2027-06-01T00:00Z')];
    expect([...always.windows(from, to)]).toEqual([{ from, to }]);
    expect(always.after(from, to - from)).toEqual({ firstAt: to, lastAt: to });
  });

  it('used up at the end of a year, is still in time until the first window of the next', () => {
    const calendar = compileCalendar(office);
    // 2027-12-31 is a Friday.
    expect(calendar.after(at('2027-12-31T15:30Z'), 3600)).toEqual({
      firstAt: at('2027-12-31T16:30Z'),
      lastAt: at('2028-01-03T07:30Z'),
    });
    expect(compileCalendar(office).before(at('2028-01-03T08:30Z'), 3600)).toEqual({
      firstAt: at('2028-01-03T07:30Z'),
      lastAt: at('2027-12-31T16:30Z'),
    });
  });

  it('is closed for ever after its last window: an end that never comes is null', () => {
    const calendar = compileCalendar({
      ...office,
      holidays: [{ from: '2026-03-03T00:00', to: '2101-06-01T00:00' }],
    });
    const monday = at('2026-03-02T07:30Z');
    expect(calendar.after(monday, 9 * 3600)).toEqual({ firstAt: at('2026-03-02T16:30Z'), lastAt: null });
    expect(calendar.after(monday, 9 * 3600 + 1)).toBeNull();
    expect(calendar.between(at('2026-03-02T16:30Z'), Infinity)).toBe(0);
  });

  it('was closed for ever before its first window', () => {
    const calendar = compileCalendar({
      ...office,
      holidays: [{ from: '1969-01-01T00:00', to: '2026-03-02T00:00' }],
    });
    const monday = at('2026-03-02T16:30Z');
    expect(calendar.before(monday, 9 * 3600)).toEqual({ firstAt: at('2026-03-02T07:30Z'), lastAt: null });
    expect(calendar.before(monday, 9 * 3600 + 1)).toBeNull();
  });

  it('knows 1970 to 2100 and is closed outside', () => {
    const calendar = compileCalendar(office);
    expect(calendar.between(at('1970-01-01T00:00Z'), at('1970-01-02T00:00Z'))).toBe(9 * 3600);
    expect(calendar.between(at('2100-12-31T00:00Z'), at('2101-01-01T00:00Z'))).toBe(9 * 3600);
    expect(calendar.between(-Infinity, at('1969-12-31T23:00Z'))).toBe(0);
    expect(calendar.between(at('2100-12-31T23:00Z'), Infinity)).toBe(0);
    expect(calendar.isOpen(at('1969-12-31T12:00Z'))).toBe(false);
    expect(calendar.isOpen(at('2101-01-03T12:00Z'))).toBe(false);
    expect(calendar.after(at('2101-01-03T12:00Z'), 0)).toEqual({
      firstAt: at('2101-01-03T12:00Z'),
      lastAt: null,
    });
    expect(calendar.before(at('1969-12-01T12:00Z'), 0)).toEqual({
      firstAt: at('1969-12-01T12:00Z'),
      lastAt: null,
    });
    expect(calendar.after(at('2026-03-02T12:00Z'), 1e12)).toBeNull();
  });

  it('asks no more of a question late in ten years, or over all of them, than of one early in them', () => {
    const calendar = compileCalendar(office);
    const [early, late] = [at('2020-01-06T12:00Z'), at('2029-12-03T12:00Z')];
    const spent = (from: number, to: number) => {
      const started = performance.now();
      for (let asked = 0; asked < 50_000; asked += 1) calendar.between(from, to + asked);
      return performance.now() - started;
    };
    const asks = [() => spent(early, early + DAY), () => spent(late, late + DAY), () => spent(early, late)];
    const fastest = asks.map((ask) => Math.min(...Array.from({ length: 5 }, ask)));
    // A walk over the days or windows between would take hundreds of times as long.
    expect(Math.max(...fastest)).toBeLessThan(20 * Math.min(...fastest));
  });

  it('takes no amount below 0', () => {
    const refusal = (amount: number) =>
      new RangeError(`An amount of support time is 0 s or more, not ${amount}.`);
    expect(() => compileCalendar(office).after(0, -1)).toThrow(refusal(-1));
    expect(() => compileCalendar(office).before(0, NaN)).toThrow(refusal(NaN));
  });

  it('refuses terms with faults, all of them named with their place', () => {
    const refuse = () =>
      compileCalendar({ ...office, timeZone: 'Europe/Amsterdm', holidays: ['2026-02-29'] });
    expect(refuse).toThrow(CalendarError);
    expect(refuse).toThrow(
      'calendar/timeZone: "Europe/Amsterdm" is not a time zone: write a name of the IANA database, such as "Europe/Amsterdam". ' +
        'calendar/holidays/0: "2026-02-29" is not a day that exists, YYYY-MM-DD, nor an object with "from" and "to".',
    );
    expect(refuse).toThrow(expect.objectContaining({ name: 'CalendarError' }));
  });
});

describe('compileCalendar, against a walk along the wall clock', () => {
  it.each(SEASONS)('answers every question about $timeZone around $day', (season) => {
    const middle = at(season.day);
    const clock = new WallClock(season.timeZone, middle - 10 * DAY, middle + 10 * DAY);
    const instant = fc.integer({ min: middle - 2 * DAY, max: middle + 2 * DAY });
    fc.assert(
      fc.property(calendarAbout(season), instant, instant, fc.nat(2 * DAY), (terms, a, b, seconds) => {
        const calendar = compileCalendar(terms);
        const walk = new MinuteWalk(terms, clock);
        expect(calendar.between(a, b)).toBe(walk.between(a, b));
        expect(calendar.isOpen(a)).toBe(walk.isOpen(a));
        expect([...calendar.windows(a, b)]).toEqual(walk.windows(a, b));
        const used = walk.after(a, seconds);
        if (used) expect(calendar.after(a, seconds)).toEqual(used);
        const left = walk.before(a, seconds);
        if (left) expect(calendar.before(a, seconds)).toEqual(left);
        // An amount that uses up a window to its last second, which chance seldom hits.
        const exact = walk.between(a, b);
        if (a < b) expect(calendar.after(a, exact)).toEqual(walk.after(a, exact) ?? expect.anything());
        if (a < b) expect(calendar.before(b, exact)).toEqual(walk.before(b, exact) ?? expect.anything());
      }),
      { numRuns: 25 },
    );
  });
});
