import fc from 'fast-check';
import { reachesPercent, shownPercent } from './percent.js';

/** Parts of a whole as large as the seconds of a month, or the tickets of many. */
const shares = fc
  .integer({ min: 1, max: 2_678_400 })
  .chain((whole) => fc.record({ whole: fc.constant(whole), part: fc.integer({ min: 0, max: whole }) }));
/** Up to four decimals, as the number that JSON gives. */
const tenThousandths = fc.integer({ min: 0, max: 1_000_000 });

describe('a percentage', () => {
  it('is reached as exact arithmetic says', () => {
    fc.assert(
      fc.property(shares, tenThousandths, ({ part, whole }, scaled) => {
        const exact = BigInt(part) * 1_000_000n >= BigInt(scaled) * BigInt(whole);
        expect(reachesPercent(part, whole, Number(`${scaled}e-4`))).toBe(exact);
      }),
    );
  });

  it('is reached where it is met exactly', () => {
    fc.assert(
      fc.property(tenThousandths, fc.integer({ min: 1, max: 5 }), (scaled, times) => {
        expect(reachesPercent(scaled * times, 1_000_000 * times, Number(`${scaled}e-4`))).toBe(true);
      }),
    );
  });

  it('is shown cut to four decimals, never rounded up', () => {
    fc.assert(
      fc.property(shares, ({ part, whole }) => {
        const cut = (BigInt(part) * 1_000_000n) / BigInt(whole);
        expect(shownPercent(part, whole)).toBe(Number(`${cut}e-4`));
      }),
    );
    expect(shownPercent(2, 3)).toBe(66.6666);
    expect(shownPercent(0, 0)).toBeNull();
  });
});
