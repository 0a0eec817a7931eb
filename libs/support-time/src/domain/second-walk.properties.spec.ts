import fc from 'fast-check';
import { calendarAbout, type Season } from '../../test/calendar.arbitrary.js';
import { SecondWalk, wallClock } from '../../test/second-walk.oracle.js';
import { compileCalendar } from './compiled-calendar.js';

const DAY = 86_400;
const ZONES = Intl.supportedValuesOf('timeZone');

/** The days of a year on which the clocks of a zone are changed. */
function switchDays(zone: string, year: number): string[] {
  const shown = wallClock(zone);
  const first = Date.UTC(year, 0, 1) / 1000;
  return Array.from({ length: 366 }, (_, day) => first + day * DAY)
    .filter((day) => shown(day + DAY) - shown(day) !== DAY)
    .map((day) => new Date(day * 1000).toISOString().slice(0, 10));
}

/**
 * Any zone there is, about a day of any year: one on which its clocks are changed, where it has such days. A walk about the
 * first days of 1970 would begin before them, where a calendar is closed.
 */
const season: fc.Arbitrary<Season> = fc
  .tuple(fc.constantFrom(...ZONES), fc.integer({ min: 1971, max: 2099 }), fc.nat(365))
  .map(([timeZone, year, day]) => {
    const days = switchDays(timeZone, year);
    const any = new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10);
    return { timeZone, day: days[day % Math.max(1, days.length)] ?? any };
  });

describe('a calendar in any zone', () => {
  it('answers as a walk does that counts one second after another, about the days on which clocks are changed', () => {
    let [cases, changed] = [0, 0];
    const near = fc.integer({ min: -DAY, max: 2 * DAY });
    const asked = season.chain((each) => fc.tuple(fc.constant(each), calendarAbout(each)));
    fc.assert(
      fc.property(asked, near, near, fc.nat(DAY), ([{ timeZone, day }, terms], a, b, seconds) => {
        const middle = Date.parse(day) / 1000;
        const [from, to] = [middle + Math.min(a, b), middle + Math.max(a, b)];
        const shown = wallClock(timeZone);
        cases += 1;
        if (shown(middle + DAY) - shown(middle) !== DAY) changed += 1;
        const walk = new SecondWalk(terms, middle - 2 * DAY, middle + 3 * DAY);
        const calendar = compileCalendar(terms);
        expect(calendar.between(from, to)).toBe(walk.between(from, to));
        expect(calendar.isOpen(from)).toBe(walk.isOpen(from));
        const [used, left] = [walk.after(from, seconds), walk.before(to, seconds)];
        if (used) expect(calendar.after(from, seconds)).toEqual(used);
        if (left) expect(calendar.before(to, seconds)).toEqual(left);
      }),
      { numRuns: 150 },
    );
    expect(changed).toBeGreaterThan(cases / 7.5);
  });
});
