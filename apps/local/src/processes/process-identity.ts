import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCode } from '../stack.error.js';

/**
 * A process for certain: ids are given again, soon so in a container, but not to two processes that started at the
 * same moment. `startedAt` is opaque and compared as text.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

// The fields of /proc/PID/stat after the name, which may hold blanks and brackets (proc(5)).
const statFields = async (pid: number): Promise<readonly string[] | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
};

const startedOnLinux = async (pid: number): Promise<string | undefined> => {
  const fields = await statFields(pid);
  const state = fields?.[0];
  return state === 'Z' || state === 'X' ? undefined : fields?.[19];
};

const startedElsewhere = async (pid: number): Promise<string | undefined> => {
  const run = promisify(execFile);
  const answer = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return answer?.stdout.trim().replaceAll(/\W+/g, '-') || undefined;
};

const startedAt = process.platform === 'linux' ? startedOnLinux : startedElsewhere;

/** The process that has this id now; undefined when there is none, or only a zombie. */
export const identify = async (pid: number): Promise<ProcessIdentity | undefined> => {
  const started = await startedAt(pid);
  return started === undefined ? undefined : { pid, startedAt: started };
};

export const isRunning = async ({ pid, startedAt: started }: ProcessIdentity): Promise<boolean> =>
  (await identify(pid))?.startedAt === started;

/** On Linux, the process that started this one; undefined elsewhere, or when there is no such process. */
export const parentOf = async (pid: number): Promise<number | undefined> => {
  const parent = Number((await statFields(pid))?.[1]);
  return Number.isSafeInteger(parent) && parent > 0 ? parent : undefined;
};

/** Sends a signal; that the process has ended meanwhile is no error. */
export const signalProcess = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
};
