import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';

const built = (path) => fileURLToPath(new URL(`../../dist/apps/local/src/${path}`, import.meta.url));

const LONGEST_STOP_MS = 10_000;

/** A program of the stack, as the stack starts it: ready when it says so. */
const startProgram = async (file, env) => {
  const child = fork(file, [], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-4_096)));
  }
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
    await exited;
    clearTimeout(late);
  };
  const ready = new Promise((resolve) =>
    child.on('message', ({ type }) => {
      if (type === 'ready') resolve(true);
    }),
  );
  if ((await Promise.race([ready, exited.then(() => false)])) !== true) {
    throw new Error(`${file} did not start: ${said}`);
  }
  return { stop };
};

/**
 * Postgres and the event node, with the durable settings of the stack and nothing else beside them, in a directory of
 * their own that goes when they are stopped.
 *
 * @returns {Promise<{ databaseUrl: string, connectionString: string, stop: () => Promise<void> }>}
 */
export const startLogServer = async () => {
  const { ensurePostgresSecrets, ledgerDatabaseUrl } = await import(built('postgres/postgres-secrets.js'));
  const dataDir = mkdtempSync(join(tmpdir(), 'sla-ledger-bench-'));
  // Postgres runs as a user of its own where this is root: it must get through to its directory.
  chmodSync(dataDir, 0o711);
  const programs = [];
  let stopping;
  const stop = () => {
    stopping ??= (async () => {
      for (const program of programs.toReversed()) await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void stop().then(() => process.exit(130)));
  }
  try {
    const [postgresPort, nodePort] = [await freePort(), await freePort()];
    const databaseUrl = ledgerDatabaseUrl(postgresPort, await ensurePostgresSecrets(dataDir));
    const postgresEnv = { SLA_LEDGER_DATA_DIR: dataDir, SLA_LEDGER_POSTGRES_PORT: String(postgresPort) };
    programs.push(await startProgram(built('postgres/postgres-keeper.main.js'), postgresEnv));
    const nodeEnv = { DATABASE_URL: databaseUrl, SLA_LEDGER_EVENT_NODE_PORT: String(nodePort) };
    programs.push(await startProgram(built('event-node.main.js'), nodeEnv));
    return { databaseUrl, connectionString: `esdb://127.0.0.1:${nodePort}?tls=false`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
