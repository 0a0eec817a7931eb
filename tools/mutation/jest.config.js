import { join } from 'node:path';
import project from '../../jest.config.js';

// Stryker runs this in a copy of the project, which is its working directory.
const here = (/** @type {string} */ file) => join(process.cwd(), 'tools/mutation', file);

/** The project's own tests, but ended by the first that fails: one is enough. @type {import('jest').Config} */
export default {
  ...project,
  rootDir: process.cwd(),
  testMatch: [here('library.spec.mjs')],
  moduleNameMapper: {
    ...project.moduleNameMapper,
    '^fast-check$': here('fewer-cases.mjs'),
    '^fast-check/itself$': join(process.cwd(), 'node_modules/fast-check/lib/fast-check.js'),
  },
  setupFilesAfterEnv: [here('fixed-seed.mjs')],
  testEnvironment: here('first-failure.environment.mjs'),
  maxWorkers: 1,
};
