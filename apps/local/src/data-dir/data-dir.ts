import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { adviseOn, errorCode } from '../stack.error.js';
import { ensurePrivateFile } from './private-file.js';

/** Where things lie in the data directory. See docs/operations.md. */
export const dataDirPaths = (dataDir: string) => ({
  /** One file for each stack that runs here: at most one. */
  locks: join(dataDir, 'lock'),
  logs: join(dataDir, 'logs'),
  operatorToken: join(dataDir, 'operator.token'),
  postgres: join(dataDir, 'postgres'),
  /** Where `initdb` works; becomes `postgres` when it is complete. */
  newPostgres: join(dataDir, 'postgres.new'),
  postgresSecrets: join(dataDir, 'postgres.secrets.json'),
  stack: join(dataDir, 'stack.json'),
  exampleLoaded: join(dataDir, 'example-month.loaded'),
});

const makeDirectory = async (path: string, mode: number): Promise<void> => {
  await mkdir(path, { recursive: true, mode }).catch(async (error: unknown) => {
    // What a recursive one says of a read-only file system (Node 20); a plain one says what is the matter.
    if (errorCode(error) !== 'ENOENT') throw error;
    await mkdir(path, { mode });
  });
};

/**
 * Makes the data directory where there is none. Started as root, others may pass through it (0711), since Postgres then
 * runs as a user of its own; the mode of a directory that is already there is left as it is.
 *
 * @throws StackError when it cannot be made or written to
 */
export const prepareDataDir = async (dataDir: string): Promise<void> => {
  const paths = dataDirPaths(dataDir);
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  await makeDirectory(dataDir, mode).catch(adviseOn(dataDir));
  for (const path of [paths.locks, paths.logs]) {
    await makeDirectory(path, 0o700).catch(adviseOn(path));
  }
};

/** The operator's token: 256 random bits in base64url, made at the first start. */
export const operatorToken = async (dataDir: string): Promise<string> => {
  const path = dataDirPaths(dataDir).operatorToken;
  const make = (): string => `${randomBytes(32).toString('base64url')}\n`;
  return (await ensurePrivateFile(path, make).catch(adviseOn(path))).trim();
};
