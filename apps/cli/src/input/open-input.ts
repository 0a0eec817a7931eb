import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CliError, systemCodeOf } from '../cli.errors.js';
import type { Terminal } from '../terminal.js';

/** A file, or standard input, ready to be read once. */
export interface Input {
  /** For people. */
  readonly name: string;
  /** In bytes; undefined where that is not known beforehand. */
  readonly size: number | undefined;
  readonly isGzip: boolean;
  /** As they lie in the file. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Opens a file; `-` is standard input. Gzip is known by its first two bytes (RFC 1952, 2.3.1), whatever the name.
 *
 * @throws CliError where it is not there or cannot be read
 */
export async function openInput(path: string, terminal: Terminal): Promise<Input> {
  if (path === '-') return inputOf('standard input', undefined, terminal.input);
  try {
    const file = await open(path);
    const stat = await file.stat();
    if (stat.isDirectory()) {
      await file.close();
      throw new CliError(`${path} is a directory: name a file.`);
    }
    return await inputOf(path, stat.isFile() ? stat.size : undefined, file.createReadStream());
  } catch (error) {
    throw readFailure(path, error);
  }
}

/** What a file says, unzipped where it is gzip. Throws CliError where it cannot be read to its end. */
export async function* unzipped({ name, isGzip, bytes }: Input): AsyncGenerator<Uint8Array, void> {
  if (!isGzip) {
    yield* bytes;
    return;
  }
  try {
    // The callback keeps a failure from being thrown into the process; the loop gets the same error.
    const plain = pipeline(Readable.from(bytes), createGunzip(), () => undefined);
    for await (const chunk of plain) yield chunk as Uint8Array;
  } catch (error) {
    if (systemCodeOf(error)?.startsWith('Z_') !== true) throw error;
    throw new CliError(`${name} is no whole gzip file (${(error as Error).message}): fetch it again.`);
  }
}

async function inputOf(name: string, size: number | undefined, stream: Readable): Promise<Input> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return { name, size, isGzip: head[0] === 0x1f && head[1] === 0x8b, bytes: rejoined(name, head, chunks) };
}

async function* rejoined(
  name: string,
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } catch (error) {
    throw readFailure(name, error);
  } finally {
    await rest.return?.();
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: check the path',
  EACCES: 'you may not read it: change its permissions',
  EISDIR: 'it is a directory: name a file',
};

function readFailure(name: string, error: unknown): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  return new CliError(`Cannot read ${name}: ${ADVICE[code] ?? (error as Error).message}.`);
}
