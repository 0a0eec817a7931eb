import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

export interface ChildLog {
  readonly path: string;
  /** Takes in one of the child's outputs, line by line. */
  follow(output: Readable): void;
  /** The last lines, newest last. */
  tail(): string;
  close(): Promise<void>;
}

export interface ChildLogOptions {
  /** Called with every line. */
  readonly onLine: (line: string) => void;
  /** Beyond this size the file becomes `PATH.1` and a new one is begun. Default 10 MiB. */
  readonly maxBytes?: number;
}

const tailLines = 20;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * The log of one child, over all its restarts. A log that cannot be written (disk full) is no reason to stop the
 * ledger: lines are dropped then.
 */
export const openChildLog = (
  path: string,
  { onLine, maxBytes = 10 * 1_048_576 }: ChildLogOptions,
): ChildLog => {
  let last: string[] = [];
  let bytes = sizeOf(path);
  const open = (): WriteStream =>
    createWriteStream(path, { flags: 'a', mode: 0o600 }).on('error', () => undefined);
  let file = open();
  const rotate = (): void => {
    file.end();
    try {
      renameSync(path, `${path}.1`);
    } catch {
      return; // goes on in the same file, and is tried again with the next line
    } finally {
      file = open();
    }
    bytes = 0;
  };
  const take = (line: string): void => {
    if (bytes > maxBytes) rotate();
    bytes += Buffer.byteLength(line) + 1;
    file.write(`${line}\n`);
    last = [...last, line].slice(-tailLines);
    onLine(line);
  };
  return {
    path,
    follow: (output) => void createInterface({ input: output }).on('line', take),
    tail: () => last.join('\n'),
    close: () =>
      new Promise((resolve) => {
        file.once('close', resolve);
        file.end();
        if (file.closed || file.destroyed) resolve();
      }),
  };
};
