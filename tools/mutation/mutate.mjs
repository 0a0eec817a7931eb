import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';

/**
 * @typedef {object} Mutant one change to the source, and whether its tests noticed
 * @property {string} file from the root of the project
 * @property {number} line
 * @property {string} mutator kind of change, as Stryker names it
 * @property {string} code the lines it is in, without their indentation: tells equal changes in one file apart
 * @property {string} original
 * @property {string} replacement
 * @property {'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'CompileError' | 'Ignored'} status
 */

/**
 * Breaks a library's domain in each way that Stryker knows, one at a time, and runs the tests that reach the place. It
 * works in a copy of the project in a temporary folder. Progress goes to standard output.
 *
 * @param {string} root of the project, and the working directory
 * @param {import('./libraries.mjs').Library} library
 * @param {readonly string[]} patterns what to mutate, from the root
 * @param {string | undefined} incrementalFile results of an earlier run, reused where neither source nor test changed
 * @returns {Promise<Mutant[]>}
 */
export async function mutate(root, library, patterns, incrementalFile) {
  // Installed on first use only, so not yet there when this module is loaded.
  const { Stryker } = await import('@stryker-mutator/core');
  const sandbox = mkdtempSync(join(tmpdir(), 'sla-ledger-mutation-'));
  const remove = () => rmSync(sandbox, { recursive: true, force: true });
  // Stryker ends the process on a signal.
  process.on('exit', remove);
  process.env.MUTATION_LIBRARY = library.folder;
  try {
    const stryker = new Stryker({
      plugins: [import.meta.resolve('@stryker-mutator/jest-runner')],
      testRunner: 'jest',
      testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      jest: {
        projectType: 'custom',
        configFile: 'tools/mutation/jest.config.js',
        enableFindRelatedTests: false,
      },
      coverageAnalysis: 'perTest',
      mutate: [...patterns, '!**/*.spec.ts'],
      ignorePatterns: ['dist', 'data', '/apps', '/docs', '/examples'],
      concurrency: 2,
      // Beyond what the tests took without a mutant: longer than they wait for the other core.
      timeoutFactor: 1.25,
      timeoutMS: 15_000,
      // An interpreter keeps every module it has loaded: a new one now and then.
      maxTestRunnerReuse: 100,
      reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only'],
      logLevel: 'warn',
      warnings: { slow: false },
      tempDirName: sandbox,
      cleanTempDir: 'always',
      ...(incrementalFile && { incremental: true, incrementalFile }),
    });
    return (await stryker.runMutationTest()).map((result) => mutantOf(root, result));
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** @param {string} root @param {import('@stryker-mutator/api/core').MutantResult} result @returns {Mutant} */
function mutantOf(root, { fileName, location: { start, end }, mutatorName, replacement, status }) {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const code = lines.map((line) => line.trim()).join(' ');
  const last = lines.length - 1;
  // The end first: cutting the start moves it where both are in one line.
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? '';
  lines[0] = lines[0]?.slice(start.column - 1) ?? '';
  return {
    file: isAbsolute(fileName) ? relative(root, fileName) : fileName,
    line: start.line,
    mutator: mutatorName,
    code,
    original: oneLine(lines.join('\n')),
    replacement: oneLine(replacement),
    status,
  };
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
