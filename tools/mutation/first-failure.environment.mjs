import { TestEnvironment } from 'jest-environment-node';

/** Skips what is left of a file once a test in it has failed: jest's `bail` looks at whole files only. */
export default class FirstFailureEnvironment extends TestEnvironment {
  hasFailed = false;

  /** @param {{ name: string, test: { mode: string | null, errors: readonly unknown[] } }} event of jest-circus */
  handleTestEvent = (event) => {
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
    if (event.name === 'test_done' && event.test.errors.length > 0) this.hasFailed = true;
  };
}
