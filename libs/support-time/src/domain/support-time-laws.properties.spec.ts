import fc from 'fast-check';
import { calendarAbout, SEASONS } from '../../test/calendar.arbitrary.js';
import { compileCalendar } from './compiled-calendar.js';

const DAY = 86_400;

/** A calendar about a day on which something is unusual, and three instants of the days around it, in order. */
const asked = fc.constantFrom(...SEASONS).chain((season) => {
  const middle = Date.parse(season.day) / 1000;
  const instant = fc.integer({ min: middle - 4 * DAY, max: middle + 4 * DAY });
  return fc.tuple(calendarAbout(season), instant, instant, instant).map(([terms, ...instants]) => ({
    calendar: compileCalendar(terms),
    instants: instants.sort((a, b) => a - b),
  }));
});

describe('support time', () => {
  it('is additive and monotone: whatever is closed or open between its ends', () => {
    fc.assert(
      fc.property(asked, ({ calendar, instants: [a, b, c] }) => {
        const [whole, first, second] = [
          calendar.between(a, c),
          calendar.between(a, b),
          calendar.between(b, c),
        ];
        expect(whole).toBe(first + second);
        for (const [part, length] of [
          [first, b - a],
          [second, c - b],
        ] as const) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(length);
        }
        if (a < c) expect(calendar.between(c, a)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is inverted by after: what is used up at an instant is used up from firstAt to lastAt around it, no second more', () => {
    fc.assert(
      fc.property(asked, ({ calendar, instants: [from, to] }) => {
        const seconds = calendar.between(from, to);
        const { firstAt, lastAt } = calendar.after(from, seconds)!;
        const used = (at: number | null) => at !== null && calendar.between(from, at);
        expect(firstAt).toBeLessThanOrEqual(to);
        expect(used(firstAt)).toBe(seconds);
        if (seconds > 0) expect(used(firstAt - 1)).toBe(seconds - 1);
        else expect(firstAt).toBe(from);
        expect(lastAt).toBeGreaterThanOrEqual(to);
        expect(used(lastAt)).toBe(seconds);
        expect(used(lastAt! + 1)).toBe(seconds + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('is inverted by before in the same way, mirrored', () => {
    fc.assert(
      fc.property(asked, ({ calendar, instants: [from, to] }) => {
        const seconds = calendar.between(from, to);
        const { firstAt, lastAt } = calendar.before(to, seconds)!;
        const left = (at: number | null) => at !== null && calendar.between(at, to);
        expect(firstAt).toBeGreaterThanOrEqual(from);
        expect(left(firstAt)).toBe(seconds);
        if (seconds > 0) expect(left(firstAt + 1)).toBe(seconds - 1);
        else expect(firstAt).toBe(to);
        expect(lastAt).toBeLessThanOrEqual(from);
        expect(left(lastAt)).toBe(seconds);
        expect(left(lastAt! - 1)).toBe(seconds + 1);
      }),
      { numRuns: 500 },
    );
  });
});
