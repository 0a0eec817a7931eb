import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { adviseOn, errorCode, StackError } from '../stack.error.js';
import { dataDirPaths } from './data-dir.js';
import { writePrivateFile } from './private-file.js';
import { identify, isRunning, type ProcessIdentity } from '../processes/process-identity.js';

export interface NamedProcess extends ProcessIdentity {
  readonly name: string;
}

export interface DataDirLock {
  /** Children of an earlier stack that was killed: they may still run. */
  readonly leftOver: readonly NamedProcess[];
  /** Notes the children of this stack, for whoever comes after it is killed. */
  record(children: readonly NamedProcess[]): Promise<void>;
  release(): Promise<void>;
}

interface LockFile {
  readonly path: string;
  readonly owner: ProcessIdentity;
}

const fileOf = (locks: string, owner: ProcessIdentity): string =>
  join(locks, `${owner.pid}.${owner.startedAt}`);

const parse = (locks: string, name: string): readonly LockFile[] => {
  const [, pid, startedAt] = /^(\d+)\.([\w-]+)$/.exec(name) ?? [];
  if (pid === undefined || startedAt === undefined) return [];
  return [{ path: join(locks, name), owner: { pid: Number(pid), startedAt } }];
};

const childrenIn = async (path: string): Promise<readonly NamedProcess[]> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as NamedProcess[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []; // another start removed it first
    throw error;
  }
};

const inUse = (dataDir: string, pid: number): StackError =>
  new StackError(
    `the data directory ${dataDir} is in use by another sla-ledger, process ${pid}: ` +
      `stop that one (kill ${pid}), or choose another directory with --data-dir`,
  );

/**
 * One stack for a data directory. Every start leaves a file named after its process (id and moment of start) and then
 * looks for others: a file whose process runs means that the directory is taken; any other is left over from a kill
 * and removed. Since each writes before it looks, of two that start at once at least one sees the other, and neither
 * has to take a stale lock away from under a third. Two starts at the same instant may both be refused.
 *
 * It holds on one machine and within one process namespace, as Postgres' own lock does.
 *
 * @throws StackError naming the process that has it
 */
export const lockDataDir = async (dataDir: string): Promise<DataDirLock> => {
  const { locks } = dataDirPaths(dataDir);
  const self = await identify(process.pid);
  if (self === undefined)
    throw new StackError('cannot tell when this process started: is /proc mounted, or ps there?');
  const own = fileOf(locks, self);
  const record = (children: readonly NamedProcess[]): Promise<void> =>
    writePrivateFile(own, JSON.stringify(children));
  const release = (): Promise<void> => rm(own, { force: true });
  await record([]).catch(adviseOn(dataDir));
  const leftOver: NamedProcess[] = [];
  const others = (await readdir(locks))
    .flatMap((name) => parse(locks, name))
    .filter(({ path }) => path !== own);
  for (const { path, owner } of others) {
    if (await isRunning(owner)) {
      await release();
      throw inUse(dataDir, owner.pid);
    }
    leftOver.push(...(await childrenIn(path)));
    // Kept in our own file until they are known to be gone: this start may be killed as well.
    await record(leftOver);
    await rm(path, { force: true });
  }
  return { leftOver, record, release };
};
