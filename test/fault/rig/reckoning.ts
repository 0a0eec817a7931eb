import { differencesToCleanFold, type FoldedLog } from './clean-fold.js';
import type { Ledger } from './client.js';
import { faultsOfLog, lossesIn, readLog } from './log-content.js';
import { untilAllIsSaid } from './until-said.js';

/** Holds what is in log and read models to what was answered: nothing lost, doubled or different from one clean fold. */
export const expectNothingLost = async (of: FoldedLog, ledger: Ledger): Promise<void> => {
  expect(ledger.odd).toEqual([]);
  await untilAllIsSaid(of.database);
  const log = await readLog(of.administrator);
  expect(faultsOfLog(log)).toEqual([]);
  expect(lossesIn(log, ledger.answered)).toEqual({ lost: [], doubled: [], strange: [] });
  expect(await differencesToCleanFold(of, log.at(-1)?.position ?? 0)).toEqual([]);
};
