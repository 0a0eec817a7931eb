import { fileURLToPath } from 'node:url';
import { provenance, writeSection } from '../../scripts/generated-section.mjs';
import { scoreTable } from './score.mjs';
import { entryFor } from './survivors.mjs';

/**
 * @typedef {import('./mutate.mjs').Mutant} Mutant
 * @typedef {import('./survivors.mjs').Explained} Explained
 *
 * @typedef {object} Run
 * @property {string} domain folder
 * @property {readonly Mutant[]} mutants
 * @property {number} minutes
 * @property {boolean} incremental results of earlier runs were reused
 * @property {readonly Explained[]} explained
 * @property {readonly Mutant[]} unexplained
 * @property {readonly string[]} stale reasons for what survives no more
 */

/** @param {Run} run @param {boolean} entries also as entries of survivors.json */
export function printRun({ domain, mutants, minutes, explained, unexplained, stale }, entries) {
  const lines = [`\n${scoreTable(mutants, domain)}`, `\nIn ${minutes.toFixed(1)} minutes.`];
  for (const { file, reason, mutants: of } of explained)
    lines.push(`${of.length} survived, as known, in ${file}: ${reason}`);
  for (const { file, line, mutator, original, replacement, status } of unexplained)
    lines.push(
      `\n${status}, without a reason: ${file}:${line} ${mutator}`,
      `- ${original}`,
      `+ ${replacement}`,
    );
  for (const gone of stale) lines.push(`\nSurvives no more, so remove it from survivors.json: ${gone}`);
  if (entries) lines.push('', JSON.stringify(unexplained.map(entryFor), null, 2));
  process.stdout.write(`${lines.join('\n')}\n`);
}

const readme = fileURLToPath(new URL('README.md', import.meta.url));

/** Puts a run into README.md. @param {string} name of the library @param {Run} run */
export async function writeRun(name, { domain, mutants, minutes, incremental, explained, unexplained }) {
  const taken = incremental
    ? 'Put together with `--incremental` from runs over groups of files.'
    : `${minutes.toFixed(0)} minutes.`;
  const survivors = [
    ...explained.flatMap(({ reason, mutants: of }) => of.map((mutant) => row(mutant, domain, reason))),
    ...unexplained.map((mutant) => row(mutant, domain, '**none yet**')),
  ];
  const text = [
    `${provenance()} ${taken}`,
    scoreTable(mutants, domain),
    'What survived:',
    ['| where | mutant | why no test notices |', '| --- | --- | --- |', ...survivors].join('\n'),
  ];
  await writeSection(readme, name, `${text.join('\n\n')}\n`);
}

/** @param {Mutant} mutant @param {string} domain @param {string} reason */
function row({ file, line, original, replacement, status }, domain, reason) {
  const place = `${file.slice(domain.length + 1)}:${line}`;
  const unreached = status === 'NoCoverage' ? ' (not reached)' : '';
  return `| ${place} | ${code(original)} → ${code(replacement)}${unreached} | ${reason} |`;
}

/** In a cell of a table, a bar would end it. @param {string} text */
const code = (text) => `\`\` ${(text || 'nothing').replaceAll('|', '\\|')} \`\``;
