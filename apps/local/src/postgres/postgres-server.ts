import { signalProcess } from '../processes/process-identity.js';
import { waitFor } from '../processes/wait-for.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { type RunAs, spawnAs } from './run.js';

/** Settings that cannot be changed from inside, since the command line has the last word. */
const settings = (port: number): Readonly<Record<string, string>> => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // What is answered has reached the disk, and a torn page can be repaired (issue 3 item 9).
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
});

export interface PostgresServer {
  /** The last of what it said on standard error. */
  output(): string;
  hasEnded(): boolean;
  /** With its exit code, or the signal that ended it. */
  readonly ended: Promise<string>;
  /** Fast shutdown; when that takes longer than 2.5 s (much to write), immediate: its log makes up for it next time. */
  stop(): Promise<void>;
  stopNow(): Promise<void>;
}

const kept = 16_384;

/** Starts the server in a session of its own: a Ctrl-C at the terminal must not stop it before those that use it. */
export const startPostgres = (
  binaries: PostgresBinaries,
  as: RunAs,
  cluster: string,
  port: number,
): PostgresServer => {
  const flags = Object.entries(settings(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawnAs(as, binaries.postgres, ['-D', cluster, ...flags], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isOver = false;
  const take = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-kept);
    process.stderr.write(chunk);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ended = new Promise<string>((resolve) => {
    const over = (how: string): void => {
      isOver = true;
      resolve(how);
    };
    child.once('error', (error) => over(error.message));
    child.once('exit', (code, signal) => over(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const send = async (signal: NodeJS.Signals, withinMs: number): Promise<boolean> => {
    if (child.pid === undefined || isOver) return true;
    signalProcess(child.pid, signal);
    return waitFor(() => isOver, withinMs, 20);
  };
  return {
    output: () => output,
    hasEnded: () => isOver,
    ended,
    stop: async () =>
      void ((await send('SIGINT', 2_500)) || (await send('SIGQUIT', 800)) || (await send('SIGKILL', 200))),
    stopNow: async () => void ((await send('SIGQUIT', 800)) || (await send('SIGKILL', 200))),
  };
};
