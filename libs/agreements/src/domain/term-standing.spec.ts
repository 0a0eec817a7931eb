import fc from 'fast-check';
import { agreementLive, recordedNotice } from '../../test/agreements.js';
import type { RecordedNotice } from './notice.js';
import { termStanding } from './term-standing.js';
import { termOn } from './term.js';

/** Twelve months at a time, renewed on the first of January, notice until the first of November. */
const agreement = agreementLive('2026-01-01');
const inTime = recordedNotice('in-time', '2026-11-01');
const late = recordedNotice('late', '2026-11-02');

const told = (notices: readonly RecordedNotice[], on: string): string => {
  const { state, term, renewsOn, endsOn, endsOnIfNoticed } = termStanding(agreement, notices, on);
  return `${state}, term ${term.number}, renews ${renewsOn}, ends ${endsOn}, noticed now ${endsOnIfNoticed}`;
};

describe.each<[rule: string, given: RecordedNotice[], on: string, then: string]>([
  [
    'before go-live it is planned',
    [],
    '2025-12-31',
    'planned, term 1, renews 2027-01-01, ends null, noticed now 2027-01-01',
  ],
  [
    'from go-live on it runs',
    [],
    '2026-01-01',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2027-01-01',
  ],
  [
    'notice works until its last day',
    [],
    '2026-11-01',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2027-01-01',
  ],
  [
    'and a day later at the next renewal',
    [],
    '2026-11-02',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2028-01-01',
  ],
  [
    'a term lasts until the day before it is renewed',
    [],
    '2026-12-31',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2028-01-01',
  ],
  [
    'it is renewed on the day',
    [],
    '2027-01-01',
    'running, term 2, renews 2028-01-01, ends null, noticed now 2028-01-01',
  ],
  [
    'notice in time ends it with the term',
    [inTime],
    '2026-11-01',
    'ending, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  [
    'what is received later is not looked at yet',
    [inTime],
    '2026-10-31',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2027-01-01',
  ],
  [
    'late notice lets it be renewed once more',
    [late],
    '2026-12-31',
    'ending, term 1, renews 2027-01-01, ends 2028-01-01, noticed now null',
  ],
  [
    'and ends it then',
    [late],
    '2027-01-01',
    'ending, term 2, renews null, ends 2028-01-01, noticed now null',
  ],
  [
    'it lasts until the day before its end',
    [inTime],
    '2026-12-31',
    'ending, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  [
    'and has ended on that day',
    [inTime],
    '2027-01-01',
    'ended, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  ['for good', [inTime], '2031-05-05', 'ended, term 1, renews null, ends 2027-01-01, noticed now null'],
  [
    'of two notices the earlier end counts',
    [late, inTime],
    '2026-11-30',
    'ending, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  [
    'notice may be given before go-live',
    [recordedNotice('early', '2025-12-01')],
    '2025-12-01',
    'planned, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  [
    'notice that is withdrawn counts until then',
    [recordedNotice('n', '2026-11-01', '2026-12-02')],
    '2026-12-01',
    'ending, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  [
    'and not from then on',
    [recordedNotice('n', '2026-11-01', '2026-12-02')],
    '2026-12-02',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2028-01-01',
  ],
  [
    'notice withdrawn as of its own instant never counted',
    [recordedNotice('n', '2026-11-01', '2026-11-01')],
    '2026-11-01',
    'running, term 1, renews 2027-01-01, ends null, noticed now 2027-01-01',
  ],
  [
    'what has ended is not brought back',
    [recordedNotice('n', '2026-11-01', '2027-01-01')],
    '2027-02-01',
    'ended, term 1, renews null, ends 2027-01-01, noticed now null',
  ],
  [
    'a withdrawal leaves other notices alone',
    [recordedNotice('n', '2026-10-01', '2026-10-02'), late],
    '2026-11-30',
    'ending, term 1, renews 2027-01-01, ends 2028-01-01, noticed now null',
  ],
])('%s', (_, given, on, then) => {
  it(`given [${given.map((each) => each.given.fact.noticeId).join(', ')}] on ${on} then ${then}`, () => {
    expect(told(given, on)).toBe(then);
  });
});

describe('the day on which a notice is received', () => {
  it.each([
    ['2026-11-01T22:59:59Z', '2027-01-01'],
    ['2026-11-01T23:00:00Z', '2028-01-01'],
    ['2026-11-02T00:59:59+02:00', '2027-01-01'],
  ])('of %s is that of the agreement’s zone: it ends on %s', (received, endsOn) => {
    expect(termStanding(agreement, [recordedNotice('n', received)], '2026-11-30').endsOn).toBe(endsOn);
  });
});

const day = fc
  .integer({ min: 0, max: 1_500 })
  .map((days) => new Date(Date.UTC(2025, 9, 1 + days)).toISOString().slice(0, 10));
const anyNotice = fc
  .tuple(day, fc.option(day))
  .map(([received, withdrawn]) =>
    recordedNotice('n', received, withdrawn === null || withdrawn < received ? undefined : withdrawn),
  );

describe('any notices', () => {
  it('give one answer whatever order they are recorded in', () => {
    fc.assert(
      fc.property(fc.array(anyNotice, { maxLength: 5 }), day, (notices, on) => {
        const { notices: _own, ...standing } = termStanding(agreement, notices, on);
        const { notices: _other, ...reversed } = termStanding(agreement, notices.toReversed(), on);
        expect(standing).toEqual(reversed);
      }),
    );
  });

  it('end the agreement at a renewal, once, and never bring it back', () => {
    fc.assert(
      fc.property(fc.array(anyNotice, { maxLength: 5 }), day, day, (notices, one, other) => {
        const [early, late] = [one, other].sort();
        const before = termStanding(agreement, notices, early!);
        const after = termStanding(agreement, notices, late!);
        if (before.endsOn !== null) expect(before.endsOn).toMatch(/-01-01$/);
        if (before.state === 'ended') expect([after.state, after.endsOn]).toEqual(['ended', before.endsOn]);
      }),
    );
  });

  it('leave the term that holds the day as it is, as long as the agreement lasts', () => {
    fc.assert(
      fc.property(fc.array(anyNotice, { maxLength: 5 }), day, (notices, on) => {
        const { state, term } = termStanding(agreement, notices, on);
        if (state !== 'ended') expect(term).toEqual(termOn(agreement, on));
      }),
    );
  });
});
