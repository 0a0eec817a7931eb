/** First and last year that are counted. */
export const [FIRST_YEAR, LAST_YEAR] = [2024, 2041];

const HOUR = 3600;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const secondOf = (time) => Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * 60;

/**
 * Counts support time second by second: each second of all the years is asked whether it is open, by the wall clock
 * that Intl gives for it. What was open by each full hour is kept; the rest is walked again for each question. Shares
 * no code with the project.
 *
 * Intl is asked once an hour, since Amsterdam changes its clocks at full hours of UTC, and the seconds of such an hour
 * follow each other on the wall too.
 *
 * @param {{ timeZone: string, hours: Record<string, [string, string][]>, holidays: string[] }} terms whole-day
 *   holidays only; windows within their day
 */
export const createOracle = (terms) => {
  const from = Date.UTC(FIRST_YEAR, 0, 1) / 1000;
  const hours = (Date.UTC(LAST_YEAR + 1, 0, 1) / 1000 - from) / HOUR;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: terms.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const holidays = new Set(terms.holidays);

  /** The wall clock at the start of an hour: second of the day, and that day's windows. */
  const wallAt = (hour) => {
    const text = format.format((from + hour * HOUR) * 1000);
    const day = text.slice(0, 10);
    const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
    const windows = holidays.has(day) ? [] : (terms.hours[weekday] ?? []);
    return { second: secondOf(text.slice(11, 16)), windows: windows.map((window) => window.map(secondOf)) };
  };

  const walls = Array.from({ length: hours }, (_, hour) => wallAt(hour));

  /** Whole-hour zones never let an hour of UTC reach into the next local day. */
  const isOpen = (second) => {
    const hour = Math.floor((second - from) / HOUR);
    const wall = walls[hour].second + ((second - from) % HOUR);
    return walls[hour].windows.some(([start, end]) => wall >= start && wall < end);
  };

  const openBefore = new Float64Array(hours + 1);
  walls.forEach(({ windows }, hour) => {
    let open = 0;
    // A day without windows need not be walked to be closed.
    if (windows.length > 0) {
      for (let second = 0; second < HOUR; second += 1) if (isOpen(from + hour * HOUR + second)) open += 1;
    }
    openBefore[hour + 1] = openBefore[hour] + open;
  });

  const openedBy = (second) => {
    const hour = Math.floor((second - from) / HOUR);
    let open = openBefore[hour];
    for (let each = from + hour * HOUR; each < second; each += 1) if (isOpen(each)) open += 1;
    return open;
  };

  /** The first instant by which so much has been open. */
  const firstWith = (opened) => {
    let hour = 0;
    for (let step = 1 << 20; step > 0; step >>= 1) {
      if (hour + step <= hours && openBefore[hour + step] < opened) hour += step;
    }
    let open = openBefore[hour];
    let second = from + hour * HOUR;
    for (; open < opened; second += 1) if (isOpen(second)) open += 1;
    return second;
  };

  return {
    /** Support seconds in `[a, b)`. */
    between: (a, b) => openedBy(b) - openedBy(a),
    /** Both ends of the moment at which so many seconds are used up; with 0 only `lastAt` means anything. */
    after: (a, seconds) => {
      const opened = openedBy(a) + seconds;
      return { firstAt: firstWith(opened), lastAt: firstWith(opened + 1) - 1 };
    },
  };
};
