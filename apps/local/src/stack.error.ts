/** Something a person has to put right. The message says what is wrong and what to do; no stack is shown for it. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/** The code of an error of the system, such as `EACCES`; empty for anything else. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** What to show of an error that was not foreseen. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const advice: Readonly<Record<string, string>> = {
  EACCES:
    'this user may not write there: give the directory to the user, or choose another one with --data-dir',
  EPERM:
    'this user may not write there: give the directory to the user, or choose another one with --data-dir',
  EROFS: 'the file system is read-only: choose another directory with --data-dir',
  ENOENT: 'a directory cannot be made there: choose another one with --data-dir',
  ENOTDIR: 'part of this path is a file, not a directory: choose another one with --data-dir',
  EEXIST: 'there is a file of that name: choose another directory with --data-dir',
  ENOSPC:
    'the disk is full: make room (a new ledger needs about 100 MB), or choose another one with --data-dir',
  EDQUOT: 'the quota of this user is used up: make room, or choose another directory with --data-dir',
  ENAMETOOLONG: 'the path is too long: choose another directory with --data-dir',
};

/**
 * Errors of the file system below the data directory, told as advice; all others are passed on as they are.
 *
 * @example await mkdir(path).catch(adviseOn(path));
 */
export const adviseOn =
  (path: string) =>
  (error: unknown): never => {
    const known = advice[errorCode(error)];
    if (known === undefined) throw error;
    throw new StackError(`cannot use ${path}: ${known}`, { cause: error });
  };
