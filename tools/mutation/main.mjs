// npm run test:mutation: what the tests of the domain would not notice. See README.md beside this file.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, isInstalled } from '../../scripts/start-prepare.mjs';
import { AIM, readArguments } from './arguments.mjs';
import { mutate } from './mutate.mjs';
import { printRun, writeRun } from './report.mjs';
import { scoreOf } from './score.mjs';
import { explainSurvivors, readReasons } from './survivors.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');
const { runs, write, incremental, entries } = readArguments(root);
process.chdir(root);

for (const directory of [root, here]) {
  if (isInstalled(directory)) continue;
  const code = await install(directory);
  if (code !== 0) process.exit(code);
}

const reasons = readReasons();
for (const { library, parts } of runs) {
  const { name, domain } = library;
  process.stderr.write(`\n${parts.join(', ')}\n`);
  const startedAt = performance.now();
  const patterns = parts.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.ts`));
  const results = incremental ? resolve(here, 'reports', `${name}.json`) : undefined;
  const mutants = await mutate(root, library, patterns, results);
  const minutes = (performance.now() - startedAt) / 60_000;
  const run = { domain, mutants, minutes, incremental, ...explainSurvivors(mutants, reasons) };
  printRun(run, entries);
  if (write) await writeRun(name, run);
  const { percent } = scoreOf(mutants);
  if (percent >= AIM) continue;
  process.stderr.write(`\n${domain}: ${percent.toFixed(1)} % killed, less than ${AIM} %\n`);
  process.exitCode = 1;
}
