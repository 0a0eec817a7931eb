import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import TestRunner from 'jest-runner';

// Written by the run without a mutant, in whichever process that was; in Stryker's copy of the project.
const namesFile = join(process.cwd(), 'test-names.json');
const readNames = () => (existsSync(namesFile) ? JSON.parse(readFileSync(namesFile, 'utf8')) : undefined);

/**
 * Runs only files with a test that Stryker asks for, as loading a file takes longer than most tests; the quickest first,
 * by what they took last time, and none after one that failed. Jest's own `bail` ends the process, and Stryker turns it
 * off.
 */
export default class FirstFailureRunner extends TestRunner {
  async runTests(tests, watcher) {
    const { testNamePattern } = this._globalConfig;
    const known = testNamePattern === undefined ? undefined : readNames();
    const asked = new RegExp(testNamePattern ?? '', 'i');
    const isAsked = ({ path }) => known?.[path]?.some((name) => asked.test(name)) ?? true;
    let hasFailed = false;
    const names = {};
    this.on('test-file-failure', () => (hasFailed = true));
    this.on('test-file-success', ([test, result]) => {
      hasFailed ||= result.numFailingTests > 0 || Boolean(result.testExecError);
      names[test.path] = result.testResults.map(({ fullName }) => fullName);
    });
    for (const test of tests.filter(isAsked).toSorted((a, b) => (a.duration ?? 0) - (b.duration ?? 0))) {
      await super.runTests([test], watcher, { serial: true });
      if (hasFailed) return;
    }
    if (testNamePattern === undefined && !existsSync(namesFile))
      writeFileSync(namesFile, JSON.stringify(names));
  }
}
