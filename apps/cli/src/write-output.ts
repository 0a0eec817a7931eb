import { writeFile } from 'node:fs/promises';
import { CliError, systemCodeOf } from './cli.errors.js';
import type { Terminal } from './terminal.js';
import { writeWhole } from './text-output.js';

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such directory: make it first',
  EACCES: 'you may not write there: change its permissions, or choose another place',
  EISDIR: 'it is a directory: name a file',
  ENOSPC: 'the disk is full: make room, or choose another place',
};

/**
 * Writes a whole file, replacing one of that name; undefined and `-` are standard output.
 *
 * @throws CliError where it cannot be written, OutputClosedError where nobody reads standard output any more
 */
export async function writeFileOrOutput(
  path: string | undefined,
  content: string | Uint8Array,
  terminal: Terminal,
): Promise<void> {
  if (path === undefined || path === '-') return writeWhole(terminal.output, content);
  try {
    await writeFile(path, content);
  } catch (error) {
    if (systemCodeOf(error) === undefined) throw error;
    throw writeFailure(path, error);
  }
}

/** What to do where the system refused to write a file. */
export const writeFailure = (path: string, error: unknown): CliError =>
  new CliError(`Cannot write ${path}: ${ADVICE[systemCodeOf(error) ?? ''] ?? (error as Error).message}.`);
