// npm run bench -- NAME [...]: the benches of bench/README.md; installs and builds first where that is needed.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, install, isBuilt, isInstalled } from './start-prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bench = join(root, 'bench');

const benches = {
  'support-time': {
    about: 'support time against opening_hours, moment-business-time, dayjs-business-time, a luxon loop',
    rivals: true,
    node: ['--expose-gc'],
  },
  measure: { about: 'tickets measured a second on one core', node: ['--expose-gc'] },
  append: {
    about:
      'events appended a second, against emmett-postgresql; Postgres as limit; EVENTSTORE_URL: a real server',
    rivals: true,
  },
  subscribe: {
    about:
      'events read a second from the log, and how long until a subscriber has one; EVENTSTORE_URL: a real server',
  },
  rebuild: {
    about: 'read models made anew from the log, against its catch-up by a handler that does nothing',
  },
  verify: {
    about:
      'everything stored held against the log, against its catch-up; [FILE]: a larger ledger, as for import',
    mayTakeFile: true,
  },
  lag: { about: 'append to visible in the read models, at 500 facts a second' },
  evaluation: {
    about: 'a month of 1,000 to 100,000 imported tickets: figures now, whole, and at another instant',
  },
  detection: { about: 'problems that recur in a million incidents, against a naive count' },
  deadlines: { about: '10,000 deadlines within a minute, the projector killed 20 times in between' },
  proofs: {
    about: 'proofs from a tree of 1,000 to 1,000,000 facts, against making them from all leaf hashes',
  },
  start: { about: 'start of the stack with a million facts in the log, against one with next to none' },
  import: {
    about: 'FILE (.ndjson, or a ServiceNow .csv; .gz of either) into a stack of its own, to visible figures',
    takesFile: true,
  },
};

const help = `npm run bench -- NAME [FILE] [options]

Benches
${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(14)}${about}`)
  .join('\n')}

Options
  --write    put the tables into bench/README.md
  --quick    fewer cases: does it work?
  --million  evaluation: a month of 1,000,000 tickets as well
  --help     this text

A wrong result of ours, or facts that do not add up, give exit code 1. How to read them: bench/README.md
`;

/** @param {string} text */
const wrong = (text) => {
  process.stderr.write(`${text}\n\n${help}`);
  process.exit(2);
};

const args = process.argv.slice(2);
if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
  process.stdout.write(help);
  process.exit(args.length === 0 ? 2 : 0);
}
const options = args.filter((arg) => arg.startsWith('-'));
const [name, ...files] = args.filter((arg) => !arg.startsWith('-'));
const unknown = options.find((option) => !['--write', '--quick', '--million'].includes(option));
if (unknown) wrong(`there is no option ${unknown}`);
if (!Object.hasOwn(benches, name ?? '')) wrong(`there is no bench ${name ?? 'without a name'}`);
const { rivals = false, takesFile = false, mayTakeFile = false, node = [] } = benches[name];
if (files.length !== (takesFile ? 1 : 0) && !(mayTakeFile && files.length === 1)) {
  wrong(takesFile ? `${name} takes one FILE` : `${name} takes no file`);
}

/**
 * @param {string} directory
 * @param {(directory: string) => boolean} isDone
 * @param {(directory: string) => Promise<number>} step
 */
const prepare = async (directory, isDone, step) => {
  if (isDone(directory)) return;
  const code = await step(directory);
  if (code !== 0) process.exit(code);
};
await prepare(root, isInstalled, install);
await prepare(root, isBuilt, build);
if (rivals) await prepare(bench, isInstalled, install);

// Files are meant from where the person stands; npm runs this in the project's directory.
const standing =
  process.env.npm_lifecycle_event === 'bench' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
const child = spawn(
  process.execPath,
  [...node, join(bench, name, 'main.mjs'), ...files.map((file) => resolve(standing, file)), ...options],
  // The rivals know the zone of the process only.
  { cwd: root, env: { ...process.env, TZ: 'Europe/Amsterdam' }, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
