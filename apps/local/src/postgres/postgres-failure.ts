import { StackError } from '../stack.error.js';

const lastLines = (output: string): string => output.trimEnd().split('\n').slice(-12).join('\n');

/** What a person is told when a program of Postgres gave up, judged by what it said. */
export const postgresFailure = (what: string, output: string, dataDir: string): StackError => {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new StackError(
      `${what}: the disk that holds ${dataDir} is full; ` +
        'make room (a new ledger needs about 100 MB), or choose another directory with --data-dir',
    );
  }
  if (/Address already in use/.test(output)) {
    return new StackError(`${what}: its port was taken by another program at the same moment; start again`);
  }
  if (/incompatible with server|not compatible with this version/.test(output)) {
    return new StackError(
      `${what}: the data in ${dataDir} was written by another version of Postgres; ` +
        'start with the version of sla-ledger that wrote it and see docs/operations.md on moving it',
    );
  }
  return new StackError(`${what}; it said:\n${lastLines(output)}`);
};
