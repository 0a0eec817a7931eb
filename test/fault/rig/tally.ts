import { appendFileSync } from 'node:fs';

/** What the long run (`npm run test:fault`) asks for and is told; in `npm test` all of it is left to the defaults. */
const { FAULT_KILLS, FAULT_CUTS, FAULT_SEED, FAULT_TALLY } = process.env;

export const wantedKills = Number(FAULT_KILLS ?? 50);
export const wantedCuts = Number(FAULT_CUTS ?? 40);
export const seed = Number(FAULT_SEED ?? 1);

/** Counts faults that were survived, by kind; the long run shows them as they come, and their sums. */
export const survived = (kind: string, count = 1): void => {
  if (FAULT_TALLY !== undefined) appendFileSync(FAULT_TALLY, `${JSON.stringify({ kind, count })}\n`);
};
