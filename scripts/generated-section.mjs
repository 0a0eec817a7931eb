import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What figures were taken of and on. */
export const provenance = () => {
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
 * Replaces what stands between `<!-- name -->` and `<!-- /name -->` in a page.
 *
 * @param {string} page a Markdown file
 * @param {string} name of the markers
 * @param {string} text
 */
export const writeSection = async (page, name, text) => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const before = await readFile(page, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${page} has no ${begin} ... ${end}`);
  const after = `${before.slice(0, from + begin.length)}\n\n${text}\n${before.slice(to)}`;
  const style = await prettier.resolveConfig(page);
  await writeFile(page, await prettier.format(after, { ...style, filepath: page }));
};
