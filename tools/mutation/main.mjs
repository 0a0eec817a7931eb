// npm run test:mutation: how many ways to break the domain its tests notice. See tools/mutation/README.md.
import { fileURLToPath } from 'node:url';
import { relative, resolve, sep } from 'node:path';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { install, isInstalled } from '../../scripts/start-prepare.mjs';
import { libraries } from './libraries.mjs';
import { mutate } from './mutate.mjs';
import { writeSection } from './readme.mjs';
import { scoreOf, scoreTable } from './score.mjs';
import { explainSurvivors, entryFor, readReasons } from './survivors.mjs';

/** Of a hundred mutants, so many are to be killed. */
const AIM = 90;

const help = `npm run test:mutation -- [FILE or FOLDER ...] [options]

Breaks the domain libraries in every way Stryker knows, one at a time, and runs their tests: a mutant that no test
notices is a test that is missing. Without a file: all of ${libraries.map(({ domain }) => domain).join(' and ')}.

Options
  --write         put the tables and survivors into tools/mutation/README.md; for whole libraries only
  --incremental   reuse what an earlier run found where neither the source nor its tests changed: quick, but it does not
                  see what changed beside them
  --json          print the survivors without a reason as entries for tools/mutation/survivors.json
  --help          this text

Exit code 1 where less than ${AIM} % of the mutants are killed; time-outs do not count as killed.
`;

/** @param {string} text */
const wrong = (text) => {
  process.stderr.write(`${text}\n\n${help}`);
  process.exit(2);
};

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const here = fileURLToPath(new URL('.', import.meta.url));

const readArguments = () => {
  try {
    const flag = { type: /** @type {const} */ ('boolean'), default: false };
    return parseArgs({
      allowPositionals: true,
      options: { write: flag, incremental: flag, json: flag, help: { ...flag, short: 'h' } },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
};
const { values: options, positionals } = readArguments();
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}
if (options.write && options.incremental) wrong('--write wants a whole run, without --incremental');

// Files are meant from where the person stands; npm runs this in the project's directory.
const standing = process.env.INIT_CWD ?? process.cwd();
const asked = positionals.map((path) => {
  const file = relative(root, resolve(standing, path)).split(sep).join('/');
  if (!existsSync(resolve(root, file))) wrong(`there is no ${path}`);
  return file;
});
/** @param {string} path @param {string} folder */
const isIn = (path, folder) => path === folder || path.startsWith(`${folder}/`);
/** @param {string} file */
const patternOf = (file) => (file.endsWith('.ts') ? file : `${file}/**/*.ts`);
for (const file of asked) {
  if (!libraries.some(({ domain }) => isIn(file, domain) || isIn(domain, file)))
    wrong(`${file} is in none of ${libraries.map(({ domain }) => domain).join(', ')}`);
}

process.chdir(root);
for (const directory of [root, here]) {
  if (isInstalled(directory)) continue;
  const code = await install(directory);
  if (code !== 0) process.exit(code);
}

const reasons = readReasons();
for (const library of libraries) {
  const { name, domain } = library;
  const whole = asked.length === 0 || asked.some((file) => isIn(domain, file));
  const files = asked.filter((file) => isIn(file, domain));
  if (!whole && files.length === 0) continue;
  if (options.write && !whole) wrong(`--write wants all of ${domain}`);
  process.stderr.write(`\n${whole ? domain : files.join(', ')}\n`);
  const startedAt = performance.now();
  const incremental = options.incremental ? resolve(here, 'reports', `${name}.json`) : undefined;
  const mutants = await mutate(root, library, (whole ? [domain] : files).map(patternOf), incremental);
  const minutes = (performance.now() - startedAt) / 60_000;
  const { explained, unexplained, stale } = explainSurvivors(mutants, reasons);
  const table = scoreTable(mutants, domain);
  process.stdout.write(`\n${table}\n\n${minutes.toFixed(1)} minutes\n`);
  for (const { reason, mutants: of } of explained)
    process.stdout.write(`${of.length} explained: ${reason}\n`);
  for (const { file, line, mutator, original, replacement, status } of unexplained)
    process.stdout.write(
      `\n${status} without a reason: ${file}:${line} ${mutator}\n- ${original}\n+ ${replacement}\n`,
    );
  for (const gone of stale)
    process.stdout.write(`\nno survivor any more, remove it from survivors.json: ${gone}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(unexplained.map(entryFor), null, 2)}\n`);
  if (options.write) await writeSection(name, { table, minutes, explained, unexplained });
  const { percent } = scoreOf(mutants);
  if (percent < AIM) {
    process.stderr.write(`\n${domain}: ${percent.toFixed(1)} % killed, less than ${AIM} %\n`);
    process.exitCode = 1;
  }
}
