import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { StackTests } from '../support/stack-process.js';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');

/** Commands as a newcomer copies them, each with the output that the README shows below it. */
const steps = [...readme.matchAll(/```sh\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, commands, output]) => ({ commands: commands!, output: output! }),
);

describe('the first ten minutes of the README', () => {
  const stacks = new StackTests();
  afterAll(() => stacks.cleanUp());

  it('give what it shows, in order, on a ledger that has just been started', async () => {
    expect(steps.length).toBeGreaterThanOrEqual(3);
    const dataDir = resolve(await stacks.directory(), 'data');
    const stack = await stacks.start({ dataDir, env: {}, real: true });
    await stack.ready;
    for (const { commands, output } of steps) {
      const here = commands
        .replaceAll('http://127.0.0.1:3000', `http://127.0.0.1:${stack.port}`)
        .replaceAll('cat data/', `cat '${dataDir}'/`);
      const env = { ...process.env, SLA_LEDGER_DATA_DIR: dataDir, INIT_CWD: root };
      const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], {
        cwd: root,
        env,
      });
      expect(stdout).toBe(output);
    }
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
  }, 180_000);
});
