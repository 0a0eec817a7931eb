// npm run test:fault: the fault suite in its long form; what npm test runs in small, with many more kills and cuts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, install, isBuilt, isInstalled } from './start-prepare.mjs';

const help = `npm run test:fault -- [options]

Kills, cuts and starves the parts of a ledger under load, and holds what is left to what was answered: every answered
fact is in the log once, and the read models equal one clean fold byte for byte.

Options
  --kills N   how often a part is killed with -9 (default 1000, some 1.5 s each)
  --cuts N    faults of the network between client and event node (default 1000)
  --seed N    what decides who is killed and what is sent (default: another one each time)
  --only TEXT only the specs of test/fault whose path holds TEXT, such as kill-matrix
  --help      this text

Exit code 1 when anything was lost, doubled or different. A run can be told apart by its seed, not repeated to the
instant: the machine has a say in it.
`;

/** @param {string} text */
const wrong = (text) => {
  process.stderr.write(`${text}\n\n${help}`);
  process.exit(2);
};

const read = () => {
  try {
    const text = { type: /** @type {const} */ ('string') };
    const help = { type: /** @type {const} */ ('boolean'), short: 'h' };
    return parseArgs({ options: { kills: text, cuts: text, seed: text, only: text, help } }).values;
  } catch (error) {
    return wrong(error.message);
  }
};

/**
 * @param {string} name
 * @param {string} text
 */
const whole = (name, text) =>
  /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : wrong(`--${name} must be a number from 1`);

const options = read();
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}
const kills = whole('kills', options.kills ?? '1000');
const cuts = whole('cuts', options.cuts ?? '1000');
const seed = whole('seed', options.seed ?? String(1 + Math.floor(Math.random() * 999_999)));

const root = fileURLToPath(new URL('..', import.meta.url));
if (!isInstalled(root) && (await install(root)) !== 0) process.exit(1);
if (!isBuilt(root) && (await build(root)) !== 0) process.exit(1);

const directory = mkdtempSync(join(tmpdir(), 'sla-ledger-faults-'));
const tally = join(directory, 'tally');

/** What has been survived so far, by kind. @returns {Map<string, number>} */
const counts = () => {
  const sums = new Map();
  const lines = existsSync(tally) ? readFileSync(tally, 'utf8').split('\n').slice(0, -1) : [];
  for (const line of lines) {
    const { kind, count } = JSON.parse(line);
    sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return sums;
};
const killsIn = (sums) =>
  [...sums].reduce((sum, [kind, count]) => sum + (kind.startsWith('kill') ? count : 0), 0);

const startedAt = performance.now();
const minutes = () => `${((performance.now() - startedAt) / 60_000).toFixed(1)} min`;
process.stderr.write(`seed ${seed}: ${kills} kills, ${cuts} faults of the network\n`);
const progress = setInterval(() => {
  process.stderr.write(`${minutes()}: ${killsIn(counts())} kills\n`);
}, 30_000);

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const specs = `test/fault/.*${(options.only ?? '').replaceAll(/[^\w-]/g, '.')}`;
const child = spawn(process.execPath, [...jest, '-c', 'jest.e2e.config.js', '--runInBand', specs], {
  cwd: root,
  env: {
    ...process.env,
    FAULT_KILLS: String(kills),
    FAULT_CUTS: String(cuts),
    FAULT_SEED: String(seed),
    FAULT_TALLY: tally,
  },
  stdio: ['ignore', 2, 2],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void child.kill(signal));
child.once('exit', (code) => {
  clearInterval(progress);
  const sums = counts();
  for (const [kind, count] of [...sums].sort()) {
    process.stdout.write(`${String(count).padStart(6)}  ${kind}\n`);
  }
  const verdict = code === 0 ? 'survived without loss' : 'FAILED: see above';
  process.stdout.write(`${killsIn(sums)} kills, seed ${seed}, ${minutes()}: ${verdict}\n`);
  rmSync(directory, { recursive: true, force: true });
  process.exit(code === 0 ? 0 : 1);
});
