import { rm } from 'node:fs/promises';
import { dataDirPaths } from './data-dir/data-dir.js';
import { writePrivateFile } from './data-dir/private-file.js';
import { adviseOn } from './stack.error.js';

/** Where the parts of a running stack are: what `stack.json` says. */
export interface StackAddresses {
  /** `http://127.0.0.1:3000` */
  readonly api: string;
  /** Connection string of the event store. */
  readonly eventStore: string;
  /** With the password: hence the mode 0600. */
  readonly postgres: string;
}

/** Written when everything serves; there is none while it does not. */
export const writeStackFile = (dataDir: string, addresses: StackAddresses): Promise<void> => {
  const path = dataDirPaths(dataDir).stack;
  const { api, eventStore, postgres } = addresses;
  return writePrivateFile(path, `${JSON.stringify({ api, eventStore, postgres }, null, 2)}\n`).catch(
    adviseOn(path),
  );
};

export const removeStackFile = (dataDir: string): Promise<void> =>
  rm(dataDirPaths(dataDir).stack, { force: true });
