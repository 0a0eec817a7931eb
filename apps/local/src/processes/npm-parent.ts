import { readFile } from 'node:fs/promises';
import { setTimeout as timer } from 'node:timers/promises';
import { identify, isRunning, parentOf, type ProcessIdentity } from './process-identity.js';

const everyMs = 500;

// npm starts a script through a shell, which may or may not make way for the program.
const npmAbove = async (): Promise<ProcessIdentity | undefined> => {
  const parent = process.ppid;
  const name = await readFile(`/proc/${parent}/comm`, 'utf8').catch(() => '');
  const npm = /^(sh|dash|bash|ash|busybox)\s*$/.test(name) ? await parentOf(parent) : parent;
  return npm === undefined ? undefined : identify(npm);
};

/**
 * Calls back when the npm that started this process is gone: killed with -9, it could not pass a signal on. Does
 * nothing for a process that npm did not start, nor where there is no /proc.
 */
export const onNpmGone = async (gone: () => void): Promise<void> => {
  if (process.platform !== 'linux' || process.env.npm_lifecycle_event === undefined) return;
  const npm = await npmAbove();
  if (npm === undefined) return;
  do await timer(everyMs, undefined, { ref: false });
  while (await isRunning(npm));
  gone();
};
