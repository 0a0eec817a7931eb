import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './program.js';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `| head` closes the pipe: that is no fault of ours, and nobody is left to tell.
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`sla-ledger: Cannot write: ${error.message}.\n`);
    process.exit(2);
  });
}

// npm runs scripts in the project's directory; files are meant from where the person stands.
const standing = process.env.npm_lifecycle_event === 'cli' ? process.env.INIT_CWD : undefined;
if (standing) process.chdir(standing);

process.exitCode = await runProgram(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  isScreen: process.stderr.isTTY,
  env: process.env,
  home: join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..'),
  now: async () => (await import('./machine-clock.js')).machineNow(),
}).catch((error: unknown) => {
  // A fault of this program's. Node would end with 1, which says that the answer is "no".
  process.stderr.write(`sla-ledger: ${error instanceof Error ? error.stack : String(error)}\n`);
  return 2;
});
