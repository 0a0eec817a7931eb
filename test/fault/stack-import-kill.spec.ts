import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { administratorUrl, ensurePostgresSecrets } from '../../apps/local/src/postgres/postgres-secrets.js';
import { eventually, readStackFile } from '../support/stack-api.js';
import { freePort } from '../../apps/local/src/ports.js';
import { isAlive, type RunningStack, StackTests } from '../support/stack-process.js';
import { Ledger } from './rig/client.js';
import { startLoad } from './rig/load.js';
import { expectNothingLost } from './rig/reckoning.js';
import { seed, survived } from './rig/tally.js';

describe('npm start, killed with all its processes during an import', () => {
  const stacks = new StackTests();
  afterEach(() => stacks.cleanUp());

  it('loses nothing that was answered and doubles nothing, started again each time', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const port = await freePort();
    const start = async (): Promise<RunningStack> => {
      const env = { SLA_LEDGER_EXAMPLE: 'no', LOG_LEVEL: 'warn' };
      const stack = await stacks.start({ dataDir, port, real: true, env });
      await stack.ready;
      return stack;
    };
    let stack = await start();
    const token = (await readFile(join(dataDir, 'operator.token'), 'utf8')).trim();
    const ledger = new Ledger();
    const load = startLoad({ api: `http://127.0.0.1:${port}`, token }, ledger, dataDir, seed);
    const answersGoOn = async (): Promise<void> => {
      const before = ledger.answers;
      await eventually(
        () => ledger.answers,
        (answers) => answers > before + 15,
        60_000,
      );
    };
    for (let turn = 0; turn < 2; turn += 1) {
      await answersGoOn();
      await timer(150 * turn);
      const processes = stack.processes();
      expect(ledger.unanswered().length).toBeGreaterThan(0);
      stack.signal('SIGKILL');
      for (const child of processes) if (isAlive(child)) process.kill(child.pid, 'SIGKILL');
      await stack.exited;
      survived('kill -9, the whole stack');
      stack = await start();
    }
    await answersGoOn();
    await load.stop();
    const { postgres: database, eventStore } = await readStackFile(dataDir);
    const secrets = await ensurePostgresSecrets(dataDir);
    const administrator = administratorUrl(Number(new URL(database).port), secrets);
    await expectNothingLost({ dataDir, eventStore, database, administrator }, ledger);
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
  }, 240_000);
});
