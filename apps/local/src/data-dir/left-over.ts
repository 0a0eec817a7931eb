import type { NamedProcess } from './data-dir.lock.js';
import { isRunning, signalProcess } from '../processes/process-identity.js';
import { waitFor } from '../processes/wait-for.js';

/**
 * Waits for the children of a stack that was killed: they end by themselves within 5 s of it. Whichever does not is
 * killed.
 *
 * @returns those that had to be killed
 */
export const endLeftOver = async (
  processes: readonly NamedProcess[],
  withinMs = 6_000,
): Promise<readonly NamedProcess[]> => {
  const end = performance.now() + withinMs;
  const killed: NamedProcess[] = [];
  for (const child of processes) {
    const gone = async (): Promise<boolean> => !(await isRunning(child));
    if (await waitFor(gone, Math.max(0, end - performance.now()))) continue;
    signalProcess(child.pid, 'SIGKILL');
    killed.push(child);
    await waitFor(gone, 2_000);
  }
  return killed;
};
