const CELL = 900;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Support time in quarters of an hour, each asked for once: is it open by the wall clock that Intl gives for it? For
 * instants, windows and targets that are whole quarters. Shares no code with the project.
 *
 * @param {{ timeZone: string, hours: Record<string, [string, string][]> }} calendar
 * @param {number} from epoch second of a quarter
 * @param {number} to
 */
export const quartersOf = ({ timeZone, hours }, from, to) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const count = (to - from) / CELL;
  const opened = new Uint32Array(count + 1);
  const months = [];
  for (let cell = 0; cell < count; cell += 1) {
    const text = format.format((from + cell * CELL) * 1000);
    const [day, time] = text.split(' ');
    const windows = hours[WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]] ?? [];
    const isOpen = windows.some(([start, end]) => time >= start && time < end);
    opened[cell + 1] = opened[cell] + (isOpen ? 1 : 0);
    months.push(day.slice(0, 7));
  }
  const cellOf = (second) => (second - from) / CELL;
  return {
    /** Support seconds in `[a, b)`. */
    between: (a, b) => (opened[cellOf(b)] - opened[cellOf(a)]) * CELL,
    /** The last instant at which no more than so many support seconds have passed since `a`. */
    lastWithin: (a, seconds) => {
      const wanted = opened[cellOf(a)] + seconds / CELL;
      let [low, high] = [cellOf(a), count];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (opened[middle] <= wanted) low = middle;
        else high = middle - 1;
      }
      return from + low * CELL;
    },
    /** `YYYY-MM` on the wall. */
    monthOf: (second) => months[cellOf(second)],
  };
};
