import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, StackError } from '../stack.error.js';
import { postgresFailure } from './postgres-failure.js';
import { type Outcome, runAs, type RunAs } from './run.js';

const root: RunAs = { prefix: [] };

const idsOf = async (user: string): Promise<RunAs['ids']> => {
  const passwd = await readFile('/etc/passwd', 'utf8');
  const fields = passwd.split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = fields.find(([name]) => name === user) ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
};

const createUser = async (): Promise<NonNullable<RunAs['ids']>> => {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  const { output } = await runAs(root, 'useradd', args);
  const ids = await idsOf('postgres');
  if (ids !== undefined) return ids;
  throw new StackError(
    `Postgres does not run as root, and the user "postgres" that it would run as could not be made (${output.trim()}): ` +
      'make that user, start sla-ledger as an ordinary user, or set DATABASE_URL to the address of a Postgres server',
  );
};

const ownerOf = async (path: string): Promise<NonNullable<RunAs['ids']> | undefined> => {
  try {
    const { uid, gid } = await stat(path);
    return uid === 0 ? undefined : { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const tryIt = (as: RunAs, directory: string, program: string): Promise<Outcome> =>
  runAs(as, 'sh', ['-c', 'cd "$1" && "$2" --version', 'sh', directory, program]);

const ancestors = (path: string): readonly string[] =>
  dirname(path) === path ? [path] : [...ancestors(dirname(path)), path];

const firstClosed = async (as: RunAs, path: string): Promise<string | undefined> => {
  for (const directory of ancestors(path)) {
    if ((await runAs(as, 'sh', ['-c', 'cd "$1"', 'sh', directory])).code !== 0) return directory;
  }
  return undefined;
};

/**
 * Passing through directories that are closed to others (a temporary directory or a home of root's, mode 0700) is what
 * the user of Postgres may lack. Linux can grant just that, and reading, to one process; changing the mode of
 * directories that are not ours is not for us to do.
 */
const withPassage = (ids: NonNullable<RunAs['ids']>): RunAs => {
  const caps = '-all,+dac_read_search';
  return {
    ids,
    prefix: [
      ...['setpriv', `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups', '--no-new-privs'],
      // Or access(2), by which initdb looks for the other programs, would not let the capability count.
      '--securebits=+no_setuid_fixup',
      ...[`--inh-caps=${caps}`, `--ambient-caps=${caps}`, `--bounding-set=${caps}`],
    ],
  };
};

/**
 * Who runs Postgres: the user of this process; for root (Postgres refuses it) the owner of the data that is there, else
 * the user `postgres`, made where there is none.
 *
 * @param dataDir must exist
 * @param cluster the directory of the data, which may not exist yet
 * @param program one of the programs that the user has to be able to run
 * @throws StackError when there is no such user, or one of the directories is closed to it
 */
export const postgresUser = async (dataDir: string, cluster: string, program: string): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return root;
  const ids = (await ownerOf(cluster)) ?? (await idsOf('postgres')) ?? (await createUser());
  const plain: RunAs = { ids, prefix: [] };
  const outcome = await tryIt(plain, dataDir, program);
  if (outcome.code === 0) return plain;
  const closed = (await firstClosed(plain, dataDir)) ?? (await firstClosed(plain, dirname(program)));
  if (closed === undefined)
    throw postgresFailure('the programs of Postgres do not run', outcome.output, dataDir);
  const passing = withPassage(ids);
  if ((await tryIt(passing, dataDir, program)).code === 0) return passing;
  throw new StackError(
    `started as root, Postgres runs as a user of its own (id ${ids.uid}), and ${closed} is closed to it: ` +
      `open it for passing through (chmod o+x ${closed}), choose another place with --data-dir, ` +
      'or start sla-ledger as an ordinary user',
  );
};
