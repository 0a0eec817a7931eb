import type { Config } from '@app/platform';
import { readyLine } from './addresses.js';
import { ChildGroup } from './children/child-group.js';
import { operatorToken, prepareDataDir } from './data-dir/data-dir.js';
import { lockDataDir, type DataDirLock } from './data-dir/data-dir.lock.js';
import { endLeftOver } from './data-dir/left-over.js';
import { claimablePort } from './ports.js';
import { errorText, StackError } from './stack.error.js';
import { removeStackFile, type StackAddresses, writeStackFile } from './stack-file.js';
import { planStack, type StackPrograms } from './stack-plan.js';
import type { StopSignals } from './stop-signals.js';
import type { Terminal } from './terminal.js';

export interface StackOptions {
  readonly config: Config;
  readonly programs: StackPrograms;
  readonly terminal: Terminal;
  readonly signals: StopSignals;
  /** Work to be done when everything serves and before the address is told, such as loading an example. */
  readonly beforeReady?: (addresses: StackAddresses, signal: AbortSignal) => Promise<void>;
}

const startAll = async (options: StackOptions, lock: DataDirLock, children: ChildGroup): Promise<void> => {
  const { config, programs, terminal, signals } = options;
  const { dataDir, host } = config;
  await removeStackFile(dataDir);
  for (const { name, pid } of await endLeftOver(lock.leftOver)) {
    terminal.note(`an earlier sla-ledger was killed and left ${name} (process ${pid}) running: ended it`);
  }
  const port = await claimablePort(host, config.port);
  const token = config.tokenFile === undefined ? await operatorToken(dataDir) : undefined;
  const { addresses, stages } = await planStack({ ...config, port }, programs);
  for (const stage of stages) {
    signals.stop.throwIfAborted();
    await children.start(stage);
  }
  signals.stop.throwIfAborted();
  await options.beforeReady?.(addresses, signals.stop);
  signals.stop.throwIfAborted();
  await writeStackFile(dataDir, addresses);
  terminal.ready(readyLine(addresses, token));
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );

/**
 * Runs the whole stack until it is told to stop.
 *
 * @returns the exit code, when nothing of the stack runs any more: 0 after it was told to stop, 1 when it could not
 *   start (the terminal says why)
 */
export const runStack = async (options: StackOptions): Promise<number> => {
  const { config, terminal, signals } = options;
  const { dataDir } = config;
  let lock: DataDirLock | undefined;
  let children: ChildGroup | undefined;
  let exitCode = 0;
  try {
    await prepareDataDir(dataDir);
    lock = await lockDataDir(dataDir);
    children = new ChildGroup(dataDir, lock, (text) => terminal.note(text));
    await Promise.race([startAll(options, lock, children), aborted(signals.stop)]);
    await aborted(signals.stop);
  } catch (error) {
    if (!signals.stop.aborted) {
      exitCode = 1;
      const text =
        error instanceof StackError ? error.message : error instanceof Error ? error.stack : String(error);
      terminal.note(`sla-ledger could not start: ${text}`);
    }
  }
  try {
    await children?.stop(signals.stopNow);
    if (lock !== undefined) await removeStackFile(dataDir);
    await lock?.release();
  } catch (error) {
    exitCode = 1;
    terminal.note(`sla-ledger could not stop in good order: ${errorText(error)}`);
  }
  return exitCode;
};
