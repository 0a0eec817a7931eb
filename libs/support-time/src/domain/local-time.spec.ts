import fc from 'fast-check';
import { SEASONS } from '../../test/calendar.arbitrary.js';
import { WallClock } from '../../test/wall-clock.oracle.js';
import { dayNumberOf, isLocalDay, nextLocalDay } from './local-day.js';
import { formatSecondIn, localDayOf, parseLocalTime, secondOfLocal, startOfLocalDay } from './local-time.js';

const DAY = 86_400;
const at = (text: string) => Date.parse(text) / 1000;
const second = (zone: string, text: string) => secondOfLocal(zone, parseLocalTime(text)!);

describe('secondOfLocal', () => {
  it.each(SEASONS)(
    'is the first minute at which a clock in $timeZone shows it, around $day',
    ({ timeZone, day }) => {
      const clock = new WallClock(timeZone, at(day) - 4 * DAY, at(day) + 4 * DAY);
      const minutes = Array.from({ length: 3 * 1440 }, (_, minute) => at(day) / 60 - 1440 + minute);
      const texts = minutes.map((minute) => new Date(minute * 60_000).toISOString().slice(0, 16));
      expect(texts.map((text) => second(timeZone, text))).toEqual(
        minutes.map((minute) => clock.from + clock.minuteShowing(minute) * 60),
      );
    },
  );

  it('reads a skipped time with the offset before, and a repeated one as the first', () => {
    expect(second('Europe/Amsterdam', '2026-03-29T02:30')).toBe(at('2026-03-29T01:30Z'));
    expect(second('Europe/Amsterdam', '2026-10-25T02:30')).toBe(at('2026-10-25T00:30Z'));
    expect(second('Pacific/Apia', '2011-12-30T12:00')).toBe(at('2011-12-30T22:00Z'));
  });

  it('refuses a zone that is none', () => {
    expect(() => second('Nowhere', '2026-03-29T02:30')).toThrow(RangeError);
  });
});

describe('days of a zone', () => {
  it.each(SEASONS)(
    'follow each other without gap or overlap in $timeZone around $day',
    ({ timeZone, day }) => {
      const clock = new WallClock(timeZone, at(day) - 4 * DAY, at(day) + 4 * DAY);
      for (
        let from = at(day) - 2 * DAY, on = localDayOf(timeZone, from);
        from < at(day) + 2 * DAY;
        on = nextLocalDay(on)
      ) {
        expect(startOfLocalDay(timeZone, on)).toBe(
          clock.from + clock.firstMinuteFrom(dayNumberOf(on) * 1440) * 60,
        );
        const to = startOfLocalDay(timeZone, nextLocalDay(on));
        // A minute in as well: a clock that is put back over midnight shows the day before once more.
        const inside = from < to ? [from, from + 60, to - 1] : [];
        expect(inside.map((each) => localDayOf(timeZone, each))).toEqual(inside.map(() => on));
        from = to;
      }
    },
  );

  it('are those the clock shows, where it is not put back over midnight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at('2100-01-01') }), (instant) => {
        const shown = new Date(instant * 1000).toLocaleDateString('sv-SE', { timeZone: 'America/Santiago' });
        // Put back at 24:00: the day that ends then has its last hour twice, and the second belongs to the next.
        const later = new Date((instant - 3600) * 1000).toLocaleTimeString('sv-SE', {
          timeZone: 'America/Santiago',
        });
        if (!later.startsWith('23')) expect(localDayOf('America/Santiago', instant)).toBe(shown);
      }),
    );
  });
});

describe('parseLocalTime', () => {
  it('reads a local time', () => {
    expect(parseLocalTime('2028-02-29T23:59')).toEqual({
      year: 2028,
      month: 2,
      day: 29,
      hour: 23,
      minute: 59,
    });
  });

  it.each([
    '2026-02-29T10:00',
    '2026-02-28T24:00',
    '2026-02-28T10:60',
    '2026-02-28 10:00',
    '2026-02-28T10:00Z',
    '+2026-02-28T10:00',
    '2026-02-28',
  ])('refuses %s', (text) => {
    expect(parseLocalTime(text)).toBeUndefined();
  });
});

describe('isLocalDay', () => {
  it('takes days that exist and the year 0 for none', () => {
    const days = ['2028-02-29', '0001-01-01', '9999-12-31'];
    const none = [
      '2026-02-29',
      '0000-12-31',
      '2026-13-01',
      '2026-00-10',
      '2026-1-01',
      '2026-04-31',
      '20260101',
      '',
    ];
    expect(days.filter(isLocalDay)).toEqual(days);
    expect(none.filter(isLocalDay)).toEqual([]);
  });

  it('has a next day over the ends of months and years', () => {
    expect(['2026-02-28', '2028-02-28', '2026-12-31'].map(nextLocalDay)).toEqual([
      '2026-03-01',
      '2028-02-29',
      '2027-01-01',
    ]);
  });
});

describe('formatSecondIn', () => {
  it.each(SEASONS)(
    'writes the same instant as the clock in $timeZone shows it around $day',
    ({ timeZone, day }) => {
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      for (let step = 0; step < 400; step += 1) {
        const second = at(day) - 2 * DAY + step * 863;
        const text = formatSecondIn(timeZone, second);
        expect(at(text)).toBe(second);
        expect(text.slice(0, 19)).toBe(shown.format(second * 1000).replace(' ', 'T'));
      }
    },
  );

  it('has an offset of hours and minutes on either side of UTC', () => {
    expect(formatSecondIn('Europe/Amsterdam', at('2026-10-25T00:30:00Z'))).toBe('2026-10-25T02:30:00+02:00');
    expect(formatSecondIn('Europe/Amsterdam', at('2026-10-25T01:30:00Z'))).toBe('2026-10-25T02:30:00+01:00');
    expect(formatSecondIn('America/St_Johns', at('2026-01-01T00:00:00Z'))).toBe('2025-12-31T20:30:00-03:30');
    expect(formatSecondIn('UTC', at('2026-01-01T00:00:00Z'))).toBe('2026-01-01T00:00:00+00:00');
  });
});
