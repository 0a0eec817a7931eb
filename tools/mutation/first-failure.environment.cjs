'use strict';
const { TestEnvironment } = require('jest-environment-node');

/** Skips what is left of a file once a test in it has failed: jest's `bail` looks at whole files only. */
module.exports = class extends TestEnvironment {
  hasFailed = false;

  /** @param {import('jest-circus').Circus.Event} event */
  handleTestEvent = (event) => {
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
    if (event.name === 'test_done' && event.test.errors.length > 0) this.hasFailed = true;
  };
};
