import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

const runCheck = async ({ script, minutes }) => {
  const { ok, output } = await runCommand(['npm', 'run', '--silent', script], { show: false, minutes });
  if (!ok) process.stderr.write(output);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
};

/** What jest's own report says. A suite that could not run is a failure, and so is a run that failed as a whole. */
const tallyOf = (report, ok) => {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: failed === 0 && !ok ? 1 : failed, skipped };
};

const runTests = async ({ script, config, minutes }) => {
  const directory = await mkdtemp(join(tmpdir(), 'sla-ledger-gate-'));
  try {
    const file = join(directory, 'report.json');
    // In node_modules, not in the temporary folder, where jest would leave its cache behind.
    const flags = ['--cacheDirectory', 'node_modules/.cache/jest', '--json', '--outputFile', file];
    const command = ['npm', 'run', '--silent', script, '--', '-c', config, ...flags];
    const { ok } = await runCommand(command, { show: true, minutes });
    const report = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
    return tallyOf(report, ok);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Runs one stage; what it found wrong has been written to standard error by then. @returns {Promise<Tally>} */
export const runStage = (stage) => (stage.kind === 'tests' ? runTests(stage) : runCheck(stage));
