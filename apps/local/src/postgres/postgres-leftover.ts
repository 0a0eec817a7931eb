import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, signalProcess } from '../processes/process-identity.js';
import { waitFor } from '../processes/wait-for.js';
import { errorCode, StackError } from '../stack.error.js';
import { runAs } from './run.js';

const pidInFile = async (cluster: string): Promise<number | undefined> => {
  try {
    const [first] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(first);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

// Every process of a server works in its data directory.
const worksIn = async (pid: string | number, cluster: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === cluster;

const isServerOf = async (pid: number, cluster: string): Promise<boolean> => {
  if ((await identify(pid)) === undefined) return false;
  if (process.platform === 'linux') return worksIn(pid, cluster);
  const { output } = await runAs({ prefix: [] }, 'ps', ['-o', 'command=', '-p', String(pid)]);
  return output.includes('postgres');
};

const processesIn = async (cluster: string): Promise<readonly number[]> => {
  if (process.platform !== 'linux') return []; // Postgres itself refuses to start beside them, by its shared memory
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const inside = await Promise.all(pids.map((pid) => worksIn(pid, cluster)));
  return pids.filter((_, index) => inside[index]).map(Number);
};

const endServer = async (pid: number, cluster: string): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signalProcess(pid, signal);
    if (await waitFor(async () => !(await isServerOf(pid, cluster)), 5_000)) return;
  }
  throw new StackError(
    `an earlier Postgres, process ${pid}, cannot be stopped: end it (kill -9 ${pid}), start again`,
  );
};

/**
 * Stops a Postgres that is still running on this data because its keeper was killed, with all its processes. Only ever
 * touches processes that work in this very directory: the id in a stale `postmaster.pid` may be anyone's by now.
 *
 * @param clusterPath may be missing
 */
export const endLeftOverPostgres = async (clusterPath: string): Promise<void> => {
  const cluster = await realpath(clusterPath).catch(() => undefined);
  if (cluster === undefined) return;
  const pid = await pidInFile(cluster);
  if (pid !== undefined && (await isServerOf(pid, cluster))) await endServer(pid, cluster);
  // Without their parent the others end by themselves, but may take a moment over it.
  if (!(await waitFor(async () => (await processesIn(cluster)).length === 0, 3_000))) {
    for (const left of await processesIn(cluster)) signalProcess(left, 'SIGKILL');
    await waitFor(async () => (await processesIn(cluster)).length === 0, 2_000);
  }
  // Postgres takes the file for a running server if its id now belongs to another process, or to a zombie.
  if (process.platform === 'linux') await rm(join(cluster, 'postmaster.pid'), { force: true });
};
