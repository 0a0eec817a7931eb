import fc from 'fast-check';
import { compareInstants, formatInstant, formatSecond, parseInstant } from './instant.js';

const two = (number: number) => String(number).padStart(2, '0');
const second = fc.integer({
  min: Date.parse('0001-01-02T00:00Z') / 1000,
  max: Date.parse('9999-12-30T00:00Z') / 1000,
});
const fraction = fc.stringMatching(/^\d{1,30}$/);
const offset = fc.integer({ min: -1439, max: 1439 });

/** An instant as somebody with this offset would write it. */
function written(at: number, digits: string, minutes: number): string {
  const local = new Date((at + minutes * 60) * 1000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  return `${local}.${digits}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

describe('parseInstant', () => {
  it('reads what anybody writes, with any offset and any number of digits', () => {
    fc.assert(
      fc.property(second, fraction, offset, (at, digits, minutes) => {
        const parsed = parseInstant(written(at, digits, minutes));
        expect(parsed?.second).toBe(at);
        expect(`0.${parsed?.fraction.padEnd(30, '0')}`).toBe(`0.${digits.padEnd(30, '0')}`);
        expect(parsed?.fraction.endsWith('0')).toBe(false);
      }),
    );
  });

  it('takes exactly the days that there are', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), part(13), part(32), (year, month, day) => {
        const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        const parsed = new Date(`${date}T00:00:00Z`);
        // Date takes 30 February for 1 March, and no month or day beyond 12 and 31.
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
        expect(parseInstant(`${date}T00:00:00Z`)?.second).toBe(exists ? parsed.getTime() / 1000 : undefined);
      }),
      {
        numRuns: 500,
        examples: [
          [2028, 2, 29],
          [2026, 2, 29],
          [2100, 2, 29],
          [2000, 2, 29],
          [2026, 12, 31],
          [99, 4, 31],
        ],
      },
    );
  });

  it('takes T and Z in small letters, as RFC 3339 5.6 does', () => {
    expect(parseInstant('2026-03-13t16:40:00z')).toEqual({ second: 1773420000, fraction: '' });
  });

  it.each([
    '',
    '2026-03-13',
    '2026-03-13T16:40',
    '2026-03-13T16:40:00',
    '2026-03-13T16:40Z',
    '2026-03-13 16:40:00Z',
    '2026-03-13T24:00:00Z',
    '2026-03-13T23:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-03-13T16:40:00.Z',
    '2026-03-13T16:40:00+0100',
    '2026-03-13T16:40:00+24:00',
    '2026-03-13T16:40:00+01:60',
    '+002026-03-13T16:40:00Z',
    ' 2026-03-13T16:40:00Z',
    '2026-03-13T16:40:00Z\n',
    '2026-03-13T16:40:00,5Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is not held up by a hundred thousand zeros', () => {
    const started = performance.now();
    expect(parseInstant(`2026-03-13T16:40:00.${'0'.repeat(100_000)}1Z`)?.fraction).toHaveLength(100_001);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('formatInstant', () => {
  it('writes one text for one instant, which reads back as the same', () => {
    fc.assert(
      fc.property(second, fraction, offset, offset, (at, digits, here, there) => {
        const one = parseInstant(written(at, digits, here))!;
        const other = parseInstant(written(at, `${digits}00`, there))!;
        expect(formatInstant(one)).toBe(formatInstant(other));
        expect(parseInstant(formatInstant(one))).toEqual(one);
      }),
    );
  });

  it('writes no point after a whole second', () => {
    expect(formatInstant({ second: 1773416400, fraction: '' })).toBe('2026-03-13T15:40:00Z');
  });

  it('writes whole seconds as Date does, without the fraction', () => {
    fc.assert(
      fc.property(second, (at) => {
        expect(formatSecond(at)).toBe(new Date(at * 1000).toISOString().replace('.000Z', 'Z'));
      }),
    );
  });
});

describe('compareInstants', () => {
  it('orders as the exact decimal numbers do', () => {
    const near = fc.record({
      second: fc.integer({ min: 0, max: 1 }),
      digits: fc.stringMatching(/^[01]{1,4}$/),
    });
    fc.assert(
      fc.property(near, near, (a, b) => {
        const [one, other] = [a, b].map((at) => parseInstant(written(at.second, at.digits, 0))!);
        const [x, y] = [a, b].map((at) => BigInt(`${at.second}${at.digits.padEnd(4, '0')}`));
        expect(Math.sign(compareInstants(one!, other!))).toBe(x! < y! ? -1 : x! > y! ? 1 : 0);
      }),
    );
  });
});
