/**
 * What `npm test` checks, in this order: cheap before dear, so that most faults show early. Each stage runs a script of
 * package.json; a stage of kind `tests` is jest and counts each of its tests, a `check` counts as one.
 *
 * `needs`: runs only after that stage has passed, and brings it along when it is asked for alone.
 * `minutes`: it is stopped, and has failed, when it takes longer.
 */
export const stages = [
  { name: 'format', kind: 'check', script: 'format:check', minutes: 3 },
  { name: 'lint', kind: 'check', script: 'lint', minutes: 5 },
  { name: 'types', kind: 'check', script: 'typecheck', minutes: 3 },
  { name: 'architecture', kind: 'check', script: 'arch', minutes: 3 },
  { name: 'unused', kind: 'check', script: 'unused', minutes: 3 },
  { name: 'unit', kind: 'tests', script: 'jest', config: 'jest.config.js', minutes: 8 },
  { name: 'build', kind: 'check', script: 'build', minutes: 3 },
  // Store contract, database, end to end, faults: real Postgres, the real client, real processes.
  {
    name: 'system',
    kind: 'tests',
    script: 'jest',
    config: 'jest.e2e.config.js',
    minutes: 25,
    needs: 'build',
  },
];
