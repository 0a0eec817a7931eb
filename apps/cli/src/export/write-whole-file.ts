import { access, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError, systemCodeOf } from '../cli.errors.js';
import { writeFailure } from '../write-output.js';

/** @throws CliError where there is a file of that name already */
export async function refuseToReplace(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new CliError(`${path} is there already: give --force to replace it, or another --out.`);
}

/**
 * Writes a file that is there whole or not at all: into another one beside it, which takes its name when all bytes are on
 * the disk.
 *
 * @throws CliError where it cannot be written; what the chunks throw
 */
export async function writeWholeFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const file = await open(part, 'wx');
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw systemCodeOf(error) === undefined ? error : writeFailure(path, error);
  }
}
