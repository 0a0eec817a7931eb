import { readFileSync } from 'node:fs';

/** @typedef {import('./mutate.mjs').Mutant} Mutant */

/**
 * @typedef {object} Reason why no test can, or need, notice some mutants of one file
 * @property {string} file
 * @property {string} reason a sentence
 * @property {{ mutator: string, code: string, original: string, replacement: string }[]} mutants without line numbers,
 *   so that they are known again after an edit elsewhere in the file
 *
 * @typedef {object} Explained survivors of one reason
 * @property {string} file
 * @property {string} reason
 * @property {Mutant[]} mutants
 */

/** @returns {Reason[]} what `survivors.json` says */
export const readReasons = () => JSON.parse(readFileSync(new URL('survivors.json', import.meta.url), 'utf8'));

/** @param {Pick<Mutant, 'mutator' | 'code' | 'original' | 'replacement'>} mutant */
const keyOf = ({ mutator, code, original, replacement }) => [mutator, code, original, replacement].join('\0');

/** @param {Mutant} mutant */
const isSurvivor = ({ status }) => status === 'Survived' || status === 'NoCoverage';

/**
 * The survivors of a run with their reasons: those that have one, those that have none, and reasons for mutants that
 * are killed by now or gone.
 *
 * @param {readonly Mutant[]} mutants
 * @param {readonly Reason[]} reasons
 */
export function explainSurvivors(mutants, reasons) {
  const left = new Set(mutants.filter(isSurvivor));
  /** @type {Explained[]} */
  const explained = [];
  /** @type {string[]} */
  const stale = [];
  const tested = new Set(mutants.map(({ file }) => file));
  for (const { file, reason, mutants: expected } of reasons.filter((each) => tested.has(each.file))) {
    const found = expected.flatMap((mutant) => {
      const same = [...left].filter((each) => each.file === file && keyOf(each) === keyOf(mutant));
      if (same.length === 0) stale.push(`${file}: ${mutant.original} → ${mutant.replacement}`);
      return same;
    });
    for (const mutant of found) left.delete(mutant);
    if (found.length > 0) explained.push({ file, reason, mutants: found });
  }
  return { explained, unexplained: [...left], stale };
}

/** As an entry of `survivors.json`, its reason yet to be written. @param {Mutant} mutant */
export const entryFor = ({ file, mutator, code, original, replacement }) => ({
  file,
  reason: '',
  mutants: [{ mutator, code, original, replacement }],
});
