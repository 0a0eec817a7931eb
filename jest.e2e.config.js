import base from './jest.config.js';

/** Real Postgres, real client, real processes. @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/{contract,e2e,fault}/**/*.spec.ts', '<rootDir>/{apps,libs}/**/*.pg-spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
};
