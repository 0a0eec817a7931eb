import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} path */
const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Does node_modules hold what the lock file asks for? Compared by version, since times say little after a checkout.
 * Optional packages are those of other platforms.
 *
 * @param {string} root
 */
export const isInstalled = (root) => {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const found = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (found === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional || (path in found && found[path].version === version),
  );
};

/**
 * When the newest of these files was changed; 0 if there is none.
 *
 * @param {string} path a file or a directory
 * @returns {number} milliseconds since the epoch
 */
const newest = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = readdirSync(path).filter((name) => name !== 'node_modules' && !name.endsWith('spec.ts'));
  // The directory itself counts: a file that was removed leaves only that trace.
  return Math.max(stat.mtimeMs, ...entries.map((name) => newest(join(path, name))));
};

const sources = ['apps', 'libs', 'package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];

/** @param {string} root */
const buildMark = (root) => join(root, 'node_modules', '.sla-ledger-building');

/**
 * Is there a build, complete and newer than everything it was made from?
 *
 * @param {string} root
 */
export const isBuilt = (root) => {
  const built = statSync(join(root, 'dist', 'apps', 'local', 'src', 'main.js'), { throwIfNoEntry: false });
  if (built === undefined || existsSync(buildMark(root))) return false;
  return sources.every((source) => newest(join(root, source)) <= built.mtimeMs);
};

/**
 * Builds. A mark stands for as long as that has not succeeded: the compiler writes files also where it finds faults,
 * and it may be killed half way.
 *
 * @param {string} root
 */
export const build = async (root) => {
  writeFileSync(buildMark(root), '');
  const code = await npm(root, ['run', 'build']);
  if (code === 0) rmSync(buildMark(root), { force: true });
  return code;
};

/** @param {string} root */
export const install = (root) => npm(root, ['ci']);

/**
 * Runs npm in this directory, its output shown on standard error; a signal to this process ends it too.
 *
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
const npm = (root, args) =>
  new Promise((resolve) => {
    // The npm that runs this script, where there is one: its npm-cli.js needs no shell and no PATH.
    const cli = process.env.npm_execpath;
    const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => void child.kill(signal);
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, pass);
    /** @param {number} code */
    const done = (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', () => done(1));
    child.once('exit', (code, signal) => done(code ?? (signal === null ? 1 : 130)));
  });
