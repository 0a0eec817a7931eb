import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../lib/free-port.mjs';

const start = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

const LONGEST_STOP_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A data directory that is removed by whoever asked for it. */
export const newDataDir = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sla-ledger-bench-'));
  // Postgres runs as a user of its own where this is root: it must get through to its directory.
  chmodSync(dataDir, 0o711);
  return dataDir;
};

/**
 * Starts a whole ledger: on a data directory that is there, or else empty, in one of its own that goes when it is
 * stopped.
 *
 * @param {string} [given] data directory, which stays
 * @returns {Promise<{ pid: number, dataDir: string, api: string, eventStore: string, postgres: string, token: string, stop: () => Promise<void> }>}
 */
export const startStack = async (given) => {
  const dataDir = given ?? newDataDir();
  const {
    EVENTSTORE_URL: _events,
    DATABASE_URL: _database,
    SLA_LEDGER_TOKEN_FILE: _tokens,
    ...env
  } = process.env;
  const args = [start, '--no-example', '--port', String(await freePort()), '--data-dir', dataDir];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));

  let stopping;
  const stop = () => {
    stopping ??= (async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
      await exited;
      clearTimeout(late);
      if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
      for (const signal of SIGNALS) process.off(signal, interrupt);
    })();
    return stopping;
  };
  const interrupt = () => void stop().then(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, interrupt);

  const ready = new Promise((resolve) => child.stdout.once('data', resolve));
  const isReady = await Promise.race([ready.then(() => true), exited.then(() => false)]);
  if (!isReady) {
    await stop();
    throw new Error('the stack did not start: it says above why');
  }
  const { api, eventStore, postgres } = JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8'));
  const token = readFileSync(join(dataDir, 'operator.token'), 'utf8').trim();
  return { pid: child.pid, dataDir, api, eventStore, postgres, token, stop };
};
