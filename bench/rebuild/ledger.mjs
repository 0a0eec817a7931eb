import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figuresOf } from '../import/figures.mjs';
import { ledgerOf } from '../import/ledger.mjs';
import { MONTH, writeFacts } from '../lib/ticket-facts.mjs';

const agreement = JSON.parse(
  readFileSync(new URL('../../examples/servicenow.json', import.meta.url), 'utf8'),
);

/** One instant for every evaluation of a run: what is still open must not age between them. */
const at = new Date(performance.timeOrigin).toISOString();

/**
 * Puts so many tickets into a stack and waits until their month shows them.
 *
 * @param {{ api: string, token: string, dataDir: string }} stack
 * @param {number} tickets
 * @returns {Promise<{ position: string, recorded: number, figures: () => Promise<string> }>} `figures`: of the month,
 *   as the read models have them now
 */
export const fillLedger = async (stack, tickets) => {
  const ledger = ledgerOf(stack);
  await ledger.put(`/v1/agreements/${agreement.agreementId}`, agreement);
  const file = join(stack.dataDir, 'bench-facts.ndjson');
  await writeFacts(file, tickets);
  const { position, recorded } = await ledger.importFile(file);
  const path = `/v1/evaluations/${agreement.agreementId}/${MONTH}?at=${at}`;
  const figures = async () => figuresOf(await ledger.getAt(path, position));
  await figures();
  return { position, recorded, figures };
};
