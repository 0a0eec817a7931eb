import { fork } from 'node:child_process';
import { StackError } from '../stack.error.js';
import type { ChildLog } from './child-log.js';
import { failureIn, isReady, type ParentMessage } from '@app/platform';

/** One of the programs that the stack consists of. */
export interface ChildProgram {
  /** Short, as in the name of its log. */
  readonly name: string;
  /** Absolute path of the script. */
  readonly file: string;
  /** What Node itself is told. */
  readonly execArgv?: readonly string[];
  /** Added to the environment of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly startWithinMs: number;
  /** Killed when it has not stopped within this time. */
  readonly stopWithinMs: number;
}

export interface Child {
  /** Undefined when the system could not start a process at all. */
  readonly pid: number | undefined;
  /** Serves. Rejects with a StackError when it ends or says so instead, or when its time is up (then it is killed). */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone, with how it ended: `exit code 1`, `signal SIGKILL`. */
  readonly exited: Promise<string>;
  /** SIGTERM, then SIGKILL when its time is up. */
  stop(): Promise<void>;
  /** As fast as can be without leaving anything running. */
  stopNow(): Promise<void>;
}

const stopNowMs = 2_000;

/** Starts a program with a channel to this process, in a session of its own so that Ctrl-C reaches only the parent. */
export const startChild = (program: ChildProgram, log: ChildLog): Child => {
  const child = fork(program.file, [], {
    detached: true,
    env: { ...process.env, ...program.env },
    execArgv: ['--enable-source-maps', ...(program.execArgv ?? [])],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.stdout !== null) log.follow(child.stdout);
  if (child.stderr !== null) log.follow(child.stderr);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // `close`, not `exit`: the last lines of the log have been read by then, unless a grandchild holds the pipe.
    child.once('exit', (code, signal) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      child.once('close', () => resolve(how));
      setTimeout(() => resolve(how), 200);
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (message: string): void => reject(new StackError(message));
    const late = setTimeout(() => {
      fail(`${program.name} was not ready within ${program.startWithinMs / 1000} s; its log is ${log.path}`);
      child.kill('SIGKILL');
    }, program.startWithinMs);
    child.on('message', (message) => {
      const failure = failureIn(message);
      if (failure !== undefined) fail(failure);
      if (!isReady(message)) return;
      clearTimeout(late);
      resolve();
    });
    void exited.then((how) => {
      clearTimeout(late);
      const lines = log.tail();
      const end = lines === '' ? '' : `, the end of it:\n${lines}`;
      fail(`${program.name} ended while starting (${how}); its log is ${log.path}${end}`);
    });
  });
  ready.catch(() => undefined); // whoever waits for it gets the error; a stop before that is no fault
  const endWith = async (ask: () => void, withinMs: number): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    ask();
    const kill = setTimeout(() => child.kill('SIGKILL'), withinMs);
    await exited;
    clearTimeout(kill);
  };
  const stopNowMessage: ParentMessage = { type: 'stop-now' };
  return {
    pid: child.pid,
    ready,
    exited,
    stop: () => endWith(() => child.kill('SIGTERM'), program.stopWithinMs),
    stopNow: () => endWith(() => child.connected && child.send(stopNowMessage, () => undefined), stopNowMs),
  };
};
