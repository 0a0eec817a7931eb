/** Percentages are decided on counts; four decimals are what an agreement may state and an answer shows. */
const SCALE = 10_000;

/**
 * Does `part` of `whole` reach `percent`? Compared in whole numbers: 4 of 5 reaches 80, 2 of 3 does not reach 66.67.
 * `percent` has at most four decimals (the agreement's schema sees to it).
 */
export const reachesPercent = (part: number, whole: number, percent: number): boolean =>
  part * 100 * SCALE >= Math.round(percent * SCALE) * whole;

/** `part` of `whole` as a percentage to show: cut to four decimals, never rounded up; null of nothing. */
export function shownPercent(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const scaled = part * 100 * SCALE;
  return (scaled - (scaled % whole)) / whole / SCALE;
}
