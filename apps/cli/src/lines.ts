import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError, type Terminal } from './terminal.js';

/** A file as bytes, unzipped where its name ends in `.gz`; `-` is standard input. */
export function openFile(name: string, terminal: Terminal): Readable {
  if (name === '-') return terminal.input;
  const file = createReadStream(name);
  if (!name.endsWith('.gz')) return file;
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error)).pipe(unzipped);
  return unzipped;
}

/** The lines of a stream that are not blank, with their numbers, one by one. */
export async function* linesOf(input: Readable): AsyncIterable<{ readonly number: number; readonly text: string }> {
  let failure: Error | undefined;
  // readline ends quietly when its input fails.
  input.once('error', (error) => (failure = error));
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() !== '') yield { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text };
  }
  if (failure) throw new UsageError(`cannot read the input: ${failure.message}`);
}

/** A whole file of JSON. */
export async function readJson(name: string, terminal: Terminal): Promise<unknown> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of openFile(name, terminal)) chunks.push(chunk as Buffer);
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${(error as Error).message}`);
  }
}
