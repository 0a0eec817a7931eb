import { systemClock } from '@app/platform';
import { runProgram } from './program.js';

// `| head` closes the pipe: that is no fault of ours, and nobody is left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const terminal = { input: process.stdin, output: process.stdout, errors: process.stderr };
process.exitCode = await runProgram(process.argv.slice(2), terminal, systemClock);
