import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const start = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** A port on loopback that nothing listened on a moment ago. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const LONGEST_STOP_MS = 15_000;

/**
 * Starts a whole ledger, empty, in a directory of its own that goes when it is stopped.
 *
 * @returns {Promise<{ pid: number, dataDir: string, api: string, postgres: string, token: string, stop: () => Promise<void> }>}
 */
export const startStack = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sla-ledger-bench-'));
  // Postgres runs as a user of its own where this is root: it must get through to its directory.
  chmodSync(dataDir, 0o711);
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
      rmSync(dataDir, { recursive: true, force: true });
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void stop().then(() => process.exit(130)));
  }

  const ready = new Promise((resolve) => child.stdout.once('data', resolve));
  const isReady = await Promise.race([ready.then(() => true), exited.then(() => false)]);
  if (!isReady) {
    await stop();
    throw new Error('the stack did not start: it says above why');
  }
  const { api, postgres } = JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8'));
  const token = readFileSync(join(dataDir, 'operator.token'), 'utf8').trim();
  return { pid: child.pid, dataDir, api, postgres, token, stop };
};
