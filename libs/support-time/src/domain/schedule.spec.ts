import fc from 'fast-check';
import { calendarOf } from './calendar-cache.js';
import { parseInstant } from './instant.js';
import { scheduleAfter, scheduleBetween } from './schedule.js';

const hours = [['08:30', '17:30']] as const;
const office = () =>
  calendarOf({
    timeZone: 'Europe/Amsterdam',
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    holidays: ['2026-04-06'],
  });
const second = (text: string): number => parseInstant(text)!.second;

describe('a schedule', () => {
  it('shows a deadline over Easter and the weekend, day by day', () => {
    expect(scheduleAfter(office(), second('2026-04-03T16:40:00+02:00'), 32_400)).toEqual({
      timeZone: 'Europe/Amsterdam',
      from: '2026-04-03T14:40:00Z',
      to: '2026-04-07T14:40:00Z',
      dueAt: '2026-04-07T14:40:00Z',
      breachesAt: '2026-04-07T14:40:00Z',
      seconds: 32_400,
      days: [
        {
          day: '2026-04-03',
          seconds: 3_000,
          windows: [window('2026-04-03T14:40:00Z', '2026-04-03T15:30:00Z', 3_000)],
        },
        {
          day: '2026-04-07',
          seconds: 29_400,
          windows: [window('2026-04-07T06:30:00Z', '2026-04-07T14:40:00Z', 29_400)],
        },
      ],
    });
  });

  it('ends with the last window there is', () => {
    // 2100-12-31 is a Friday.
    const friday = second('2100-12-31T00:00:00Z');
    expect(scheduleAfter(office(), friday, 32_400)).toMatchObject({
      dueAt: '2100-12-31T16:30:00Z',
      breachesAt: null,
    });
    expect(scheduleAfter(office(), friday, 32_401)).toBeNull();
  });

  it('adds up to the support time of its interval', () => {
    const calendar = office();
    const instant = fc.integer({ min: second('2026-01-01T00:00:00Z'), max: second('2027-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const { seconds, days } = scheduleBetween(calendar, a, b);
        expect(seconds).toBe(calendar.between(a, b));
        expect(days.reduce((sum, day) => sum + day.seconds, 0)).toBe(seconds);
      }),
    );
  });
});

const window = (from: string, to: string, seconds: number) => ({ from, to, seconds });
