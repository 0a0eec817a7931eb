import { calendarOf } from '@app/support-time';
import { dueFrom } from './due.js';
import type { Pause } from './pauses.js';

const HOUR = 3_600;
/** Midnight of a Monday. */
const MONDAY = Date.UTC(2026, 2, 2) / 1_000;
const at = (hour: number): number => MONDAY + hour * HOUR;

const office = calendarOf({ timeZone: 'UTC', hours: { mon: [['08:00', '18:00']] }, holidays: [] });
const pause = (from: number, to: number): Pause => ({ from, to, cause: 'internet', factId: 'f1' });

/** Due of a clock at nine with three hours to go, in hours since midnight. */
const due = (...pauses: readonly Pause[]) => {
  const { dueAt, breachesAt } = dueFrom(office, at(9), 3 * HOUR, pauses);
  const hours = (second: number | null) => (second === null ? null : (second - MONDAY) / HOUR);
  return [hours(dueAt), hours(breachesAt)];
};

describe('when a clock is due', () => {
  it('is when what is left has run', () => {
    expect(due()).toEqual([12, 12]);
  });

  it('is later by each pause that is known to come', () => {
    expect(due(pause(at(10), at(11)))).toEqual([13, 13]);
    expect(due(pause(at(10), at(11)), pause(at(12), at(13)))).toEqual([14, 14]);
    expect(due(pause(at(8), at(10)))).toEqual([13, 13]);
    expect(due(pause(at(13), at(14)))).toEqual([12, 12]);
  });

  it('is when a pause begins that begins just then, and breached only after it', () => {
    expect(due(pause(at(12), at(14)))).toEqual([12, 14]);
  });

  it('is never after a pause without end, and is not breached by one that begins when it is due', () => {
    expect(due(pause(at(11), Infinity))).toEqual([null, null]);
    expect(due(pause(at(12), Infinity))).toEqual([12, null]);
    expect(due(pause(at(8), Infinity))).toEqual([null, null]);
  });

  it('is the end of a window, and breached where the next begins', () => {
    expect(dueFrom(office, at(9), 9 * HOUR, [])).toEqual({ dueAt: at(18), breachesAt: at(7 * 24 + 8) });
  });

  it('is never once no support time is to come', () => {
    const end = Date.UTC(2100, 11, 31) / 1_000;
    expect(dueFrom(office, end, HOUR, [])).toEqual({ dueAt: null, breachesAt: null });
  });
});
