import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Config } from '@app/platform';
import { dataDirPaths } from '../data-dir/data-dir.js';
import { errorText } from '../stack.error.js';
import type { StackAddresses } from '../stack-file.js';
import { type ExampleFiles, readExample } from './example-files.js';
import { logHoldsOnly } from './log-holds-only.js';

type Call = (method: string, path: string, contentType?: string, body?: string) => Promise<unknown>;

interface ImportResult {
  readonly rejected: number;
  readonly position: string;
}

// The first word of the first line that says something, whatever else the file says about its tokens.
const firstToken = async (file: string): Promise<string> => {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#'))?.split(/\s+/)[0] ?? '';
};

const caller =
  (api: string, token: string, signal: AbortSignal): Call =>
  async (method, path, contentType, body) => {
    const headers = new Headers({ authorization: `Bearer ${token}` });
    if (contentType !== undefined) headers.set('content-type', contentType);
    const answer = await fetch(`${api}${path}`, { method, headers, signal, body: body ?? null });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as unknown;
  };

const load = async ({ agreementId, agreement, facts }: ExampleFiles, call: Call): Promise<void> => {
  await call('PUT', `/v1/agreements/${agreementId}`, 'application/json', agreement);
  const result = (await call('POST', '/v1/imports', 'application/x-ndjson', facts)) as ImportResult;
  if (result.rejected > 0) throw new Error(`${result.rejected} of its facts were refused`);
  // Whoever follows the address finds the figures there.
  await call('GET', `/v1/tickets?limit=1&minPosition=${result.position}`);
};

const isThere = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined;
};

/**
 * Loads the example month, once in the life of a data directory, and only into a ledger that holds nothing but (a part
 * of) the example. A load that a crash cut short is repeated at the next start: facts that are there already count as
 * duplicates. A failure is told and hinders nothing.
 *
 * @param directory holds `agreement.json` and `facts.ndjson`
 */
export const exampleMonth =
  (config: Config, directory: string, note: (text: string) => void) =>
  async (addresses: StackAddresses, signal: AbortSignal): Promise<void> => {
    const { exampleLoaded, operatorToken } = dataDirPaths(config.dataDir);
    if (await isThere(exampleLoaded)) return;
    try {
      const example = await readExample(directory);
      if (await logHoldsOnly(addresses.eventStore, example.streams)) {
        const token = await firstToken(config.tokenFile ?? operatorToken);
        await load(example, caller(addresses.api, token, signal));
        note('loaded the example month (start with --no-example for an empty ledger)');
      }
      await writeFile(exampleLoaded, '');
    } catch (error) {
      if (!signal.aborted) note(`the example month could not be loaded: ${errorText(error)}`);
    }
  };
