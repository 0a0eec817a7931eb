/**
 * The middle of these numbers; between the two middle ones where their count is even.
 *
 * @param {readonly number[]} numbers at least one
 */
export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
