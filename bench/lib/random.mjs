/**
 * The same numbers in every run: xorshift32.
 *
 * @param {number} seed a whole number, not 0
 * @returns {(below: number) => number} a whole number from 0 up to `below`
 */
export const randomFrom = (seed) => {
  let state = seed >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
};
