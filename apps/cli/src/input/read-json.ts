import { CliError } from '../cli.errors.js';
import type { Terminal } from '../terminal.js';
import { openInput, unzipped } from './open-input.js';

/** A whole file of JSON; `-` is standard input. Throws CliError where it cannot be read or is none. */
export async function readJson(path: string, terminal: Terminal): Promise<unknown> {
  const input = await openInput(path, terminal);
  const chunks: Uint8Array[] = [];
  for await (const chunk of unzipped(input)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new CliError(`${input.name} is not JSON: ${(error as Error).message}.`);
  }
}
