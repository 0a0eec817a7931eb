import { IANAZone } from 'luxon';
import { isTimeZone, zoneOffsets } from './zone-offsets.js';

describe('zoneOffsets', () => {
  it.each([
    ['Europe/Amsterdam', 2026],
    ['Australia/Lord_Howe', 2026],
    ['Africa/Casablanca', 2026],
    ['America/Boa_Vista', 2000], // the two changes closest to each other since 1970
    ['Asia/Gaza', 2040],
    ['Pacific/Apia', 2011],
    ['Africa/Monrovia', 1972], // from -00:44:30 to 0
  ])('knows the offset of %s in every hour of %i, as luxon does', (zone, year) => {
    const offsets = zoneOffsets(zone);
    const luxon = IANAZone.create(zone);
    const from = Date.UTC(year, 0, 1) / 1000 - 86_400;
    const hours = Array.from({ length: 368 * 24 }, (_, hour) => from + hour * 3600);
    expect(hours.map((second) => offsets.spanAt(second).offset)).toEqual(
      hours.map((second) => luxon.offset(second * 1000) * 60),
    );
  });

  it.each([
    ['Europe/Amsterdam', '2026-03-29T01:00:00Z', 3600, 7200],
    ['America/St_Johns', '2009-11-01T02:31:00Z', -9000, -12600],
    ['Africa/Monrovia', '1972-01-07T00:44:30Z', -2670, 0],
  ])('changes %s at %s to the second', (zone, at, before, after) => {
    const second = Date.parse(at) / 1000;
    expect([second - 1, second].map((each) => zoneOffsets(zone).spanAt(each).offset)).toEqual([
      before,
      after,
    ]);
    expect(zoneOffsets(zone).spanAt(second - 1).to).toBe(second);
  });

  it('keeps an offset from one change to the next, cut at the ends of a year in UTC', () => {
    const [january, march, october, next] = [
      '2026-01-01T00:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2027-01-01T00:00:00Z',
    ].map((text) => Date.parse(text) / 1000) as [number, number, number, number];
    const zone = zoneOffsets('Europe/Amsterdam');
    expect([january, march - 1, march, october - 1, october, next - 1].map((at) => zone.spanAt(at))).toEqual([
      { from: january, to: march, offset: 3600 },
      { from: january, to: march, offset: 3600 },
      { from: march, to: october, offset: 7200 },
      { from: march, to: october, offset: 7200 },
      { from: october, to: next, offset: 3600 },
      { from: october, to: next, offset: 3600 },
    ]);
  });

  it('finds spans that hold what was asked, in whatever order', () => {
    const zone = zoneOffsets('Europe/Amsterdam');
    for (const year of [2026, 1999, 2026, 2100, 1, 9999, 1970]) {
      const second = new Date(0).setUTCFullYear(year, 6, 1) / 1000;
      const span = zone.spanAt(second);
      expect(span.from <= second && second < span.to).toBe(true);
    }
  });

  it('knows fixed offsets', () => {
    expect(zoneOffsets('UTC+01:00').spanAt(0).offset).toBe(3600);
    expect(zoneOffsets('UTC-3:30').spanAt(4e9).offset).toBe(-12_600);
    expect(zoneOffsets('Etc/GMT-1').spanAt(0).offset).toBe(3600);
    expect(zoneOffsets('Etc/UTC').spanAt(0).offset).toBe(0);
    expect(zoneOffsets('UTC').spanAt(0)).toEqual({ from: -Infinity, to: Infinity, offset: 0 });
  });

  it('refuses what is no zone', () => {
    expect(() => zoneOffsets('Europe/Amsterdm')).toThrow(
      new RangeError('"Europe/Amsterdm" is not a time zone of the IANA database.'),
    );
  });

  it('refuses what is no instant', () => {
    expect(() => zoneOffsets('Europe/Amsterdam').spanAt(NaN)).toThrow(RangeError);
  });

  it('works a zone out once', () => {
    expect(zoneOffsets('Asia/Tokyo')).toBe(zoneOffsets('Asia/Tokyo'));
  });
});

describe('isTimeZone', () => {
  it.each(['Europe/Amsterdam', 'UTC', 'Etc/GMT-1', 'UTC+1', 'UTC+14', 'UTC-05:30', 'CET'])(
    'takes %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    '',
    'local',
    'system',
    'Amsterdam',
    'UTC+15',
    'UTC+14:30',
    'UTC+1:60',
    'UTC+',
    'my UTC+1',
    'Europe/Amsterdam ',
  ])('refuses %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
