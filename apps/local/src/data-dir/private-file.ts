import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { errorCode } from '../stack.error.js';

const writeAside = async (path: string, text: string): Promise<string> => {
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return aside;
};

/** Writes or replaces a file that only its owner may read. A reader sees the old or the new text, never half of it. */
export const writePrivateFile = async (path: string, text: string): Promise<void> => {
  await rename(await writeAside(path, text), path);
};

/** The text of a private file, written with `make()` when there is none yet; one that is there is never changed. */
export const ensurePrivateFile = async (path: string, make: () => string): Promise<string> => {
  const there = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  if (there !== undefined) return there;
  const aside = await writeAside(path, make());
  try {
    await link(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(path, 'utf8');
};
