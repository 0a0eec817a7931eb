import type { Writable } from 'node:stream';
import { OutputClosedError } from './cli.errors.js';

const FULL = 64 * 1024;

/**
 * Lines on their way to a stream, handed over in larger pieces. Who writes asks `isFull` and flushes; flushing waits
 * where the reader is slower, so that output never piles up in memory.
 */
export class TextOutput {
  private pending = '';

  constructor(private readonly stream: Writable) {}

  add(line: string): void {
    this.pending += `${line}\n`;
  }

  get isFull(): boolean {
    return this.pending.length >= FULL;
  }

  /** @throws OutputClosedError where nobody reads any more; what the stream fails with */
  async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    if (text !== '') await writeWhole(this.stream, text);
  }
}

/**
 * Writes to a stream, and waits where its reader is slower.
 *
 * @throws OutputClosedError where nobody reads any more; what the stream fails with
 */
export async function writeWhole(stream: Writable, content: string | Uint8Array): Promise<void> {
  if (stream.destroyed) throw new OutputClosedError();
  if (stream.write(content)) return;
  await drained(stream);
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const onDrain = (): void => settle(resolve);
    const onClose = (): void => settle(() => reject(new OutputClosedError()));
    const onError = (error: NodeJS.ErrnoException): void =>
      settle(() => reject(error.code === 'EPIPE' ? new OutputClosedError() : error));
    function settle(end: () => void): void {
      stream.off('drain', onDrain).off('close', onClose).off('error', onError);
      end();
    }
    stream.on('drain', onDrain).on('close', onClose).on('error', onError);
  });
}

/** Writes lines as they come, however many there are. */
export async function writeLines(stream: Writable, lines: Iterable<string>): Promise<void> {
  const output = new TextOutput(stream);
  for (const line of lines) {
    output.add(line);
    if (output.isFull) await output.flush();
  }
  await output.flush();
}
