import { chown, mkdir, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataDirPaths } from '../data-dir/data-dir.js';
import { adviseOn, errorCode, StackError } from '../stack.error.js';
import { postgresFailure } from './postgres-failure.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { PostgresSecrets } from './postgres-secrets.js';
import { type RunAs, runAs } from './run.js';

const neededBytes = 100 * 1_000_000;

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
};

const requireRoom = async (dataDir: string): Promise<void> => {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize >= neededBytes) return;
  const free = Math.floor((bavail * bsize) / 1_000_000);
  throw new StackError(
    `the disk that holds ${dataDir} is full: ${free} MB are free, a new ledger needs about 100 MB; ` +
      'make room, or choose another directory with --data-dir',
  );
};

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path);
  await directory.sync().finally(() => directory.close());
};

const initdb = async (
  { initdb: program }: PostgresBinaries,
  as: RunAs,
  target: string,
  passwordFile: string,
  signal: AbortSignal,
): Promise<void> => {
  const args = [
    ...[`--pgdata=${target}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C', '--data-checksums'],
  ];
  const { code, output } = await runAs(as, program, args, signal);
  if (code !== 0) throw postgresFailure('Postgres could not set up its data', output, dirname(target));
};

/**
 * Sets the data of Postgres up where there is none. It is made aside and given its name when it is complete and on
 * disk, so that a start that was killed half way, or ran out of disk, leaves nothing that a later one could mistake
 * for a ledger.
 *
 * @throws StackError when there is no room or `initdb` fails
 */
export const ensureCluster = async (
  dataDir: string,
  binaries: PostgresBinaries,
  as: RunAs,
  secrets: PostgresSecrets,
  signal: AbortSignal,
): Promise<void> => {
  const { postgres, newPostgres } = dataDirPaths(dataDir);
  if (await exists(postgres)) return;
  await rm(newPostgres, { recursive: true, force: true });
  await requireRoom(dataDir);
  const passwordFile = join(newPostgres, 'password');
  const target = join(newPostgres, 'data');
  try {
    await mkdir(newPostgres, { mode: 0o700 });
    await writeFile(passwordFile, `${secrets.administrator}\n`, { mode: 0o600 });
    if (as.ids !== undefined) {
      await chown(newPostgres, as.ids.uid, as.ids.gid);
      await chown(passwordFile, as.ids.uid, as.ids.gid);
    }
    await initdb(binaries, as, target, passwordFile, signal);
    await rename(target, postgres);
    await syncDirectory(dataDir);
  } catch (error) {
    adviseOn(dataDir)(error);
  } finally {
    await rm(newPostgres, { recursive: true, force: true });
  }
};
