import { ledgerOf } from '../import/ledger.mjs';

/** As often as the command line asks: each question costs the ledger time too. */
const POLL_MS = 100;
const PATH = '/v1/audit/verifications';

/**
 * Has a stack verified, and times it.
 *
 * @param {{ api: string, token: string }} stack
 * @returns {Promise<{ seconds: number, outcome: string, checked: Record<string, number>, counts: object[], differences: object[] }>}
 *   seconds from the request until it is known what was found
 */
export const verify = async (stack) => {
  const ledger = ledgerOf(stack);
  const start = performance.now();
  let found = await ledger.post(PATH);
  while (found.state === 'asked' || found.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    found = await ledger.get(`${PATH}/${found.id}`);
  }
  if (found.state !== 'done') throw new Error(`the verification failed: ${found.error}`);
  return { ...found, seconds: (performance.now() - start) / 1000 };
};
