import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** How a program is run as the user that Postgres runs as. */
export interface RunAs {
  /** That user, who has to own the data; absent: the user of this process. */
  readonly ids?: { readonly uid: number; readonly gid: number };
  /** A program that becomes that user itself, and then what follows in its arguments; empty: it is done for it. */
  readonly prefix: readonly string[];
}

// Nothing of the caller's: PGPORT, PGDATA and the like would change what the programs do, LANG what they say.
const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Starts a program as that user, from the root directory (the current one may be closed to the user). */
export const spawnAs = (
  as: RunAs,
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess => {
  const [command = program, ...rest] = [...as.prefix, program, ...args];
  const ids = as.prefix.length === 0 ? as.ids : {};
  return spawn(command, rest, { cwd: '/', env, ...ids, ...options });
};

export interface Outcome {
  readonly code: number | null;
  /** Both outputs. */
  readonly output: string;
}

/** Runs a program to its end; a program that cannot be started counts as failed. */
export const runAs = (
  as: RunAs,
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome> =>
  new Promise((resolve) => {
    let output = '';
    const take = (chunk: Buffer): void => void (output += chunk.toString());
    const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], killSignal: 'SIGKILL' };
    const child = spawnAs(as, program, args, signal === undefined ? options : { ...options, signal });
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
  });
