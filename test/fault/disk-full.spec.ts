import { appendFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { errorCode } from '../../apps/local/src/stack.error.js';
import { mountDisk } from '../support/own-disk.js';
import { eventually, withPostgres } from '../support/stack-api.js';
import { Ledger } from './rig/client.js';
import { startLoad } from './rig/load.js';
import { expectNothingLost } from './rig/reckoning.js';
import { startStackParts } from './rig/stack-parts.js';
import { survived } from './rig/tally.js';

const mib = 1_048_576;

/** Writes until there is no room, however much is being written beside it. */
async function fill(path: string): Promise<void> {
  const piece = Buffer.alloc(mib);
  try {
    for (;;) await appendFile(path, piece);
  } catch (error) {
    if (errorCode(error) !== 'ENOSPC') throw error;
  }
}

it('a full disk fails appends cleanly and writes nothing by half; with room again all goes on', async () => {
  const disk = await mountDisk('size=300m');
  if (disk === undefined) return;
  const stack = await startStackParts({ directory: disk.directory });
  try {
    const ledger = new Ledger();
    const load = startLoad(stack, ledger, stack.dataDir, 31);
    const answersGoOn = async (): Promise<void> => {
      const before = ledger.answers;
      await eventually(
        () => ledger.answers,
        (answers) => answers > before + 10,
        60_000,
      );
    };
    await answersGoOn();
    const filler = join(disk.directory, 'filler');
    await fill(filler);
    // Something is left, as for the logs of the programs.
    await truncate(filler, (await stat(filler)).size - 2 * mib);
    // The next files of the write-ahead log have no room: Postgres gives up, as often as its keeper starts it.
    const switchLog = (): Promise<unknown> =>
      withPostgres(stack.administrator, (sql) => sql`select pg_switch_wal()`).catch(
        (error: unknown) => error,
      );
    const isFull = async (): Promise<boolean> => {
      await switchLog();
      return stack.part('postgres').lastWords().includes('No space left on device');
    };
    await eventually(isFull, (full) => full, 60_000);
    const [answers, repeats] = [ledger.answers, ledger.repeats];
    await eventually(
      () => ledger.repeats,
      (now) => now > repeats + 20,
      60_000,
    );
    await timer(500);
    expect(ledger.answers).toBeLessThanOrEqual(answers + 8); // at most what was on its way back
    await rm(filler);
    await stack.part('postgres').untilReady(60_000);
    await answersGoOn();
    await load.stop();
    await expectNothingLost(stack, ledger);
    survived('disk full');
  } finally {
    await stack.stop();
    await disk.unmount();
  }
}, 240_000);
