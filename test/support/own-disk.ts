import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OwnDisk {
  readonly directory: string;
  unmount(): Promise<void>;
}

/**
 * A small file system for one test alone; undefined, and said aloud, where none can be mounted.
 *
 * @param options of tmpfs, such as `size=200m`
 */
export const mountDisk = async (options: string): Promise<OwnDisk | undefined> => {
  const directory = await mkdtemp(join(tmpdir(), 'sla-ledger-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `mode=0711,${options}`, 'tmpfs', directory]);
  const unmount = async (): Promise<void> => {
    if (status === 0) spawnSync('umount', [directory]);
    await rm(directory, { recursive: true, force: true });
  };
  if (status === 0) return { directory, unmount };
  await unmount();
  const { currentTestName } = expect.getState();
  process.stderr.write(`NOT RUN: ${currentTestName ?? ''}: no file system can be mounted here\n`);
  return undefined;
};
