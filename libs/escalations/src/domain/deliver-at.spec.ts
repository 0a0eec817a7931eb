import fc from 'fast-check';
import { formatSecondIn, parseInstant } from '@app/support-time';
import { wallClock } from '../../../../test/support/wall-calendar.oracle.js';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { deliverAt, type NoticeDue } from './index.js';

const example = exampleAgreement();
const calendar = example.versions[0]!.calendar;
const second = (text: string): number => parseInstant(text)!.second;

const about: NoticeDue['about'] = {
  agreementVersion: 1,
  clause: null,
  level: 1,
  role: 'cto',
  timeZone: 'Europe/Amsterdam',
  kind: 'clock-at-risk',
  metric: 'response',
  priority: 'top',
  allowedSeconds: 3_600,
};
const lastDay = (lastNoticeOn: string): NoticeDue['about'] => ({
  ...about,
  kind: 'notice-day',
  lastNoticeOn,
  renewsOn: '2027-01-01',
});

const held = (at: string, of: NoticeDue['about'] = about, agreement = example): string =>
  formatSecondIn('Europe/Amsterdam', deliverAt(agreement, of, second(at))).slice(0, 19);

describe('a notice is delivered', () => {
  it.each([
    ['2026-03-13T16:40:00+01:00', '2026-03-13T16:40:00'],
    ['2026-03-13T08:30:00+01:00', '2026-03-13T08:30:00'],
    ['2026-03-13T17:29:59+01:00', '2026-03-13T17:29:59'],
    ['2026-03-13T17:30:00+01:00', '2026-03-16T08:30:00'],
    ['2026-03-27T18:00:00+01:00', '2026-03-30T08:30:00'], // the clock goes forward on that Sunday
  ])('in the support time that holds %s or follows it', (at, delivered) => {
    expect(held(at)).toBe(delivered);
  });

  it('at the first open second, at any second', () => {
    const wall = wallClock.calendar(calendar, 900);
    const from = second('2026-03-20T00:00:00Z');
    fc.assert(
      fc.property(fc.nat(14 * 86_400), (after) => {
        const at = deliverAt(example, about, from + after);
        let open = from + after;
        while (!wall.isOpen(open)) open = (Math.floor(open / 900) + 1) * 900;
        expect(at).toBe(open);
      }),
    );
  });

  it('at once where the terms hold nothing back', () => {
    const atOnce = withTerms(example, ({ escalation }) => ({
      escalation: { ...escalation!, noticesInSupportHoursOnly: false },
    }));
    expect(held('2026-03-14T03:00:00+01:00', about, atOnce)).toBe('2026-03-14T03:00:00');
  });

  it('within the last day for notice, support time or not', () => {
    // 1 November 2026 is a Sunday, 2 November a Monday.
    expect(held('2026-11-01T00:00:00+01:00', lastDay('2026-11-01'))).toBe('2026-11-01T00:00:00');
    expect(held('2026-11-02T00:00:00+01:00', lastDay('2026-11-02'))).toBe('2026-11-02T08:30:00');
    expect(held('2026-11-02T17:30:00+01:00', lastDay('2026-11-02'))).toBe('2026-11-02T17:30:00');
    expect(held('2026-11-07T12:00:00+01:00', lastDay('2026-11-02'))).toBe('2026-11-09T08:30:00');
  });
});
