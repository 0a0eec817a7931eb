import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes: the process's streams, or a test's. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** A command that cannot go on because it was used wrongly: one sentence that says what to do, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How a command ended: done, or the answer is "no". */
export type ExitCode = 0 | 1;

/** Writes a line, and waits where the reader is slower: output never piles up in memory. */
export async function writeLine(stream: Writable, line: string): Promise<void> {
  if (stream.write(`${line}\n`)) return;
  await new Promise<void>((resolve, reject) => {
    const done = () => {
      stream.off('drain', done).off('close', done).off('error', failed);
      resolve();
    };
    const failed = (error: Error) => {
      stream.off('drain', done).off('close', done);
      reject(error);
    };
    stream.once('drain', done).once('close', done).once('error', failed);
  });
}
