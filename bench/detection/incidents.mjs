import { randomFrom } from '../lib/random.mjs';

const DAY = 86_400;
const START = Date.UTC(2006, 0, 1) / 1000;

/**
 * Incidents of twenty years, and when problems of their families were closed: half of the incidents in one family in a
 * hundred, the rest spread, one in fifty owing an analysis. The order is that of a history that was imported in disorder.
 *
 * @param {{ count: number, families: number, years?: number }} size
 */
export const makeHistory = ({ count, families, years = 20 }) => {
  const below = randomFrom(20_060_101);
  const seconds = years * 365 * DAY;
  const crowded = Math.max(1, Math.floor(families / 100));
  const incidents = Array.from({ length: count }, (_, at) => {
    const registeredAt = START + below(seconds);
    return {
      ticketId: `INC-${String(at).padStart(7, '0')}`,
      family: below(2) === 0 ? below(crowded) : below(families),
      registeredAt,
      disruptive: true,
      analysisAt: below(50) === 0 ? registeredAt : null,
      occurrences: 2 + (at % 2),
      withinSeconds: 30 * DAY,
    };
  });
  const closes = Array.from({ length: families }, () =>
    Array.from({ length: below(10) }, () => START + below(seconds)).sort((a, b) => a - b),
  );
  return { incidents, closes };
};
