import { randomFrom } from '../lib/random.mjs';

export const SPANS = [
  { name: '1 day', days: 1 },
  { name: '30 days', days: 30 },
  { name: '1 year', days: 365 },
  { name: '10 years', days: 3650 },
];

const EARLIEST = Date.UTC(2025, 0, 2) / 1000;
const DAYS = 5 * 365;

/**
 * Questions about intervals of one length, with the right answers: `opened` support seconds from `from` to `to`, and
 * the ends `after` of the moment at which `seconds` are used up.
 *
 * Whole minutes, since dayjs-business-time counts in these; `unit: 1` gives seconds.
 *
 * @param {ReturnType<typeof import('../lib/oracle.mjs').createOracle>} oracle
 * @param {{ days: number, count: number, unit?: number, seed?: number }} wanted
 */
export const casesOf = (oracle, { days, count, unit = 60, seed = 20_260_301 }) => {
  const random = randomFrom(seed + days);
  return Array.from({ length: count }, () => {
    const from = EARLIEST + random((DAYS * 86_400) / unit) * unit;
    const to = from + days * 86_400;
    const opened = oracle.between(from, to);
    const seconds = Math.max(opened, unit);
    return { from, to, opened, seconds, after: oracle.after(from, seconds) };
  });
};
