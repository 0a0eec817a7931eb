import { fileURLToPath } from 'node:url';
import { provenance, writeSection } from '../../scripts/generated-section.mjs';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));

/**
 * Prints what a bench has found, writes it into bench/README.md where `--write` asks for it, and sets the exit code.
 *
 * @param {string} name of the bench, and of the markers in the README
 * @param {{ markdown: string, failures: readonly string[] }} found
 */
export const report = async (name, { markdown, failures }) => {
  const text = `${provenance()}\n\n${markdown}\n`;
  process.stdout.write(`\n${text}`);
  if (process.argv.includes('--write')) await writeSection(readme, name, text);
  for (const failure of failures) process.stderr.write(`FAILED: ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
};

/** Says on standard error what goes on. @param {string} text */
export const note = (text) => void process.stderr.write(`${text}\n`);

/** Fewer cases: does it work at all? */
export const isQuick = process.argv.includes('--quick');
