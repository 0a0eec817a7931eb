import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the figures were taken of and on. */
const provenance = () => {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  let commit = 'no commit';
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes';
    commit = `commit ${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    // An unpacked archive has no history.
  }
  const processors = cpus();
  const load = loadavg()[0].toFixed(1);
  return `Of ${commit}, Node ${process.version}, ${processors.length} × ${processors[0]?.model.trim()}, load ${load} at the end.`;
};

/**
 * Prints what a bench has found, writes it into bench/README.md where `--write` asks for it, and sets the exit code.
 *
 * @param {string} name of the bench, and of the markers in the README
 * @param {{ markdown: string, failures: readonly string[] }} found
 */
export const report = async (name, { markdown, failures }) => {
  const text = `${provenance()}\n\n${markdown}\n`;
  process.stdout.write(`\n${text}`);
  if (process.argv.includes('--write')) await write(name, text);
  for (const failure of failures) process.stderr.write(`FAILED: ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
};

const write = async (name, text) => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const before = await readFile(readme, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`bench/README.md has no ${begin} ... ${end}`);
  const after = `${before.slice(0, from + begin.length)}\n\n${text}\n${before.slice(to)}`;
  const style = await prettier.resolveConfig(readme);
  await writeFile(readme, await prettier.format(after, { ...style, filepath: readme }));
};

/** Says on standard error what goes on. @param {string} text */
export const note = (text) => void process.stderr.write(`${text}\n`);

/** Fewer cases: does it work at all? */
export const isQuick = process.argv.includes('--quick');
