import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayNumberOf, dayText, nextLocalDay, plusMonths, previousLocalDay } from './local-day.js';

const day = fc.integer({ min: dayNumberOf('0001-01-01'), max: dayNumberOf('9999-12-31') }).map(dayText);

describe('plusMonths', () => {
  it('is what luxon has for it, both ways, between the first and the last day there is', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4_000, max: 4_000 }), (from, months) => {
        const date = DateTime.fromISO(from, { zone: 'utc' });
        const expected = (months < 0 ? date.minus({ months: -months }) : date.plus({ months })).toISODate();
        fc.pre(expected !== null && /^(?!0000)\d{4}-/.test(expected));
        expect(plusMonths(from, months)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['2026-12-31', -2, '2026-10-31'],
    ['2026-04-30', -2, '2026-02-28'],
    ['2028-04-30', -2, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-01', -12, '2025-01-01'],
    ['0001-01-31', -1, '0001-01-01'],
    ['0001-02-15', -1, '0001-01-15'],
    ['9999-12-01', 1, '9999-12-31'],
    ['2026-01-01', Number.MAX_SAFE_INTEGER, '9999-12-31'],
    ['2026-01-01', -Number.MAX_SAFE_INTEGER, '0001-01-01'],
  ])('%s and %i months is %s', (from, months, expected) => {
    expect(plusMonths(from, months)).toBe(expected);
  });
});

describe('previousLocalDay', () => {
  it('undoes nextLocalDay', () => {
    fc.assert(
      fc.property(day, (from) => {
        fc.pre(from !== '9999-12-31');
        expect(previousLocalDay(nextLocalDay(from))).toBe(from);
      }),
    );
  });
});
