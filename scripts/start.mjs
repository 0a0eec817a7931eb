import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { help, parseOptions } from './start-options.mjs';
import { build, install, isBuilt, isInstalled } from './start-prepare.mjs';

/*
 * npm start: installs and builds where that is due, then becomes the stack. No dependencies, since none may be there
 * yet, and no second process: who kills this one has killed the parent of the whole stack.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} text */
const note = (text) => void process.stderr.write(`${text}\n`);

/**
 * @param {string} doing
 * @param {(root: string) => Promise<number>} step
 */
const prepare = async (doing, step) => {
  note(`${doing}, once`);
  const code = await step(root);
  if (code === 0) return;
  note('that failed: put right what it says above, then start again');
  process.exit(code);
};

const options = parseOptions(process.argv.slice(2));
if (options.kind === 'help') {
  process.stdout.write(help);
  process.exit(0);
}
if (options.kind === 'wrong') {
  note(`${options.message}\n\n${help}`);
  process.exit(2);
}
Object.assign(process.env, options.env);
// Paths are meant from where the person stands; npm runs this in the project's directory.
const standing = process.env.npm_lifecycle_event === 'start' ? process.env.INIT_CWD : undefined;
for (const name of ['SLA_LEDGER_DATA_DIR', 'SLA_LEDGER_TOKEN_FILE']) {
  const path = process.env[name];
  if (path) process.env[name] = resolve(standing ?? process.cwd(), path);
}
process.env.SLA_LEDGER_DATA_DIR ||= join(root, 'data');

if (!isInstalled(root)) await prepare('installing what it needs (npm ci)', install);
if (!isBuilt(root)) await prepare('building (npm run build)', build);
await import(pathToFileURL(join(root, 'dist', 'apps', 'local', 'src', 'main.js')).href);
