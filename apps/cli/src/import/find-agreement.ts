import type { Agreement } from '@app/agreements/domain';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../cli.errors.js';
import { readJson } from '../input/read-json.js';
import { agreementFrom } from '../measuring/arguments.js';
import type { Terminal } from '../terminal.js';
import { askServer } from './ask-server.js';
import type { Server } from './find-server.js';

/**
 * The agreement that somebody means: a file, else the id of one of the server's; without a server, of one of those that
 * come with the project.
 */
export async function findAgreement(
  meant: string,
  server: Server | undefined,
  terminal: Terminal,
): Promise<Agreement> {
  if (meant === '-' || (await isFile(meant))) return agreementFrom(await readJson(meant, terminal)).agreement;
  if (/[\\/]|\.json$/.test(meant)) throw new CliError(`There is no file ${meant}: check --agreement.`);
  if (server !== undefined) return agreementOf(server, meant);
  const example = await exampleOf(meant, terminal);
  if (example !== undefined) return example;
  throw new CliError(
    `There is no file ${meant} and no agreement of that id in examples/: give --agreement FILE, or --server URL to ask a ledger for it.`,
  );
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );

async function agreementOf(server: Server, agreementId: string): Promise<Agreement> {
  const json = await askServer(server, {
    method: 'GET',
    path: `v1/agreements/${encodeURIComponent(agreementId)}`,
  });
  // Besides the agreement the answer says what position it is of.
  const { position: _, ...agreement } = json as Agreement & { readonly position?: string };
  return agreementFrom(agreement).agreement;
}

async function exampleOf(agreementId: string, terminal: Terminal): Promise<Agreement | undefined> {
  const directory = join(terminal.home, 'examples');
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const json = await readJson(join(directory, name), terminal);
    if ((json as Partial<Agreement>).agreementId === agreementId) return agreementFrom(json).agreement;
  }
  return undefined;
}
