import { ledgerOf } from '../import/ledger.mjs';

/** As often as the command line asks: each question costs the ledger time too. */
const POLL_MS = 100;

/**
 * Has all read models of a stack made anew, and times it.
 *
 * @param {{ api: string, token: string }} stack
 * @returns {Promise<{ seconds: number, filling: number, comparing: number, switching: number, differences: object[] }>}
 *   seconds from the request until the new rows serve, and how long each step was seen
 */
export const rebuild = async (stack) => {
  const ledger = ledgerOf(stack);
  const path = '/v1/projections/service-levels/rebuild';
  const spent = { asked: 0, filling: 0, comparing: 0, switching: 0 };
  const start = performance.now();
  let job = await ledger.post(path);
  for (let before = start; job.state !== 'done';) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { state } = job;
    job = await ledger.get(path);
    const now = performance.now();
    spent[state] += (now - before) / 1000;
    before = now;
  }
  return { ...spent, seconds: (performance.now() - start) / 1000, differences: job.differences };
};
