/** @typedef {import('./mutate.mjs').Mutant} Mutant */

/**
 * @typedef {object} Score
 * @property {number} killed a test failed
 * @property {number} timedOut the tests did not end: found, but counted apart and not as killed
 * @property {number} survived every test that reaches it passed
 * @property {number} unreached no test reaches it
 * @property {number} broken the module could not even be loaded: no mutant that means anything, in no other figure
 * @property {number} percent killed, of all but the broken ones
 */

/** @param {readonly Mutant[]} mutants @returns {Score} */
export function scoreOf(mutants) {
  const count = (/** @type {string[]} */ ...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timedOut] = [count('Killed'), count('Timeout')];
  const [survived, unreached] = [count('Survived'), count('NoCoverage')];
  const all = killed + timedOut + survived + unreached;
  const percent = all === 0 ? 100 : (100 * killed) / all;
  return { killed, timedOut, survived, unreached, broken: mutants.length - all, percent };
}

/**
 * The table of a run, a row a file.
 *
 * @param {readonly Mutant[]} mutants
 * @param {string} domain the folder they are in
 */
export function scoreTable(mutants, domain) {
  const files = [...new Set(mutants.map(({ file }) => file))].sort();
  const row = (/** @type {string} */ name, /** @type {readonly Mutant[]} */ of) => {
    const { killed, timedOut, survived, unreached, broken, percent } = scoreOf(of);
    return [name, of.length, killed, timedOut, survived, unreached, broken, `${percent.toFixed(1)} %`];
  };
  const rows = [
    ['file', 'mutants', 'killed', 'timed out', 'survived', 'no coverage', 'not loadable', 'score'],
    ['---', ...Array.from({ length: 7 }, () => '---:')],
    ...files.map((name) =>
      row(
        name.slice(domain.length + 1),
        mutants.filter(({ file }) => file === name),
      ),
    ),
    row('**all**', mutants),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
