import { DateTime } from 'luxon';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** What one writes first: a loop over the days, with luxon's wall clock. */
export const luxonLoop = ({ timeZone, hours, holidays }) => {
  const closed = new Set(holidays);
  const at = (day, time) => {
    const [hour, minute] = time.split(':').map(Number);
    return day.set({ hour, minute, second: 0, millisecond: 0 }).toSeconds();
  };
  const windowsOf = (day) => (closed.has(day.toISODate()) ? [] : (hours[DAYS[day.weekday - 1]] ?? []));
  const between = ({ from, to }) => {
    let sum = 0;
    for (
      let day = DateTime.fromSeconds(from, { zone: timeZone }).startOf('day');
      day.toSeconds() < to;
      day = day.plus({ days: 1 })
    ) {
      for (const [start, end] of windowsOf(day)) {
        sum += Math.max(0, Math.min(to, at(day, end)) - Math.max(from, at(day, start)));
      }
    }
    return sum;
  };
  const after = ({ from, seconds }) => {
    let left = seconds;
    for (
      let day = DateTime.fromSeconds(from, { zone: timeZone }).startOf('day');
      ;
      day = day.plus({ days: 1 })
    ) {
      for (const [start, end] of windowsOf(day)) {
        const begins = Math.max(from, at(day, start));
        const open = Math.max(0, at(day, end) - begins);
        if (open >= left) return begins + left;
        left -= open;
      }
    }
  };
  return {
    name: 'luxon day loop',
    prepare: (question) => question,
    between,
    after,
  };
};
