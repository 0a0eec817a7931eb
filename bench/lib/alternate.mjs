import { median } from './median.mjs';

/** Shorter turns are repeated until they take so long: the clock is no judge of microseconds. */
const TURN_MS = 25;

/**
 * Lets contestants run in turns, A B C A B C ..., so that whatever else the machine does hits all of them alike.
 *
 * @param {readonly { name: string, cases: number, pass: () => number }[]} contestants `pass` goes once through the
 *   contestant's cases and answers with a sum of its results, so that no result can be left out
 * @param {number} rounds
 * @returns {Map<string, number>} by name: cases a second, the median of the rounds
 */
export const alternate = (contestants, rounds) => {
  const turns = contestants.map((contestant) => ({ ...contestant, passes: passesOf(contestant), rates: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { cases, pass, passes, rates } of turns) {
      const start = performance.now();
      let sum = 0;
      for (let each = 0; each < passes; each += 1) sum += pass();
      const seconds = (performance.now() - start) / 1000;
      if (Number.isNaN(sum)) throw new Error('a result is not a number');
      rates.push((cases * passes) / seconds);
    }
  }
  return new Map(turns.map(({ name, rates }) => [name, median(rates)]));
};

/** Warms up as well: the compiler has seen some turns before the first one counts. */
const passesOf = ({ pass }) => {
  const start = performance.now();
  let passes = 0;
  do {
    pass();
    passes += 1;
  } while (performance.now() - start < 2 * TURN_MS);
  return Math.max(1, Math.round((passes * TURN_MS) / (performance.now() - start)));
};
