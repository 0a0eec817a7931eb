import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError } from '../cli.errors.js';
import type { Terminal } from '../terminal.js';

/** A running ledger, and who asks it. */
export interface Server {
  /** With a slash at its end. */
  readonly url: URL;
  readonly token: string;
}

interface ServerOptions {
  readonly server?: string;
  readonly token?: string;
  readonly tokenFile?: string;
}

/**
 * Finds the ledger that is meant and the token for it: what the options say, else what the running stack has left in
 * its data directory. That token is the operator's, so it goes to an address of this machine only.
 */
export async function findServer(options: ServerOptions, terminal: Terminal): Promise<Server> {
  const dataDir = resolve(terminal.env['SLA_LEDGER_DATA_DIR'] || join(terminal.home, 'data'));
  const url = options.server === undefined ? await stackUrl(dataDir) : urlFrom(options.server, '--server');
  return { url, token: await tokenFor(url, dataDir, options, terminal) };
}

function urlFrom(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new CliError(`${name} must be a URL such as http://127.0.0.1:3000, not ${text}.`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function stackUrl(dataDir: string): Promise<URL> {
  const path = join(dataDir, 'stack.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no' : 'you may not read';
    throw new CliError(
      `No ledger runs here (${why} ${path}): start one with npm start, or give --server URL.`,
    );
  });
  return urlFrom((JSON.parse(text) as { readonly api: string }).api, `"api" in ${path}`);
}

async function tokenFor(
  url: URL,
  dataDir: string,
  options: ServerOptions,
  terminal: Terminal,
): Promise<string> {
  if (options.token !== undefined) return checkedToken(options.token, '--token');
  if (options.tokenFile !== undefined) return tokenIn(options.tokenFile);
  if (!['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)) {
    throw new CliError(`${url.origin} needs a token: give --token-file FILE, or --token TOKEN.`);
  }
  return tokenIn(terminal.env['SLA_LEDGER_TOKEN_FILE'] || join(dataDir, 'operator.token'));
}

/** The first token of a token file: a line a token, `TOKEN [SUBJECT]`, comments begin with `#`. */
async function tokenIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CliError(
      `Cannot read the token file (${error.message}): give --token-file FILE, or --token TOKEN.`,
    );
  });
  const [line = ''] = text.split('\n').filter((each) => !/^\s*(#|$)/.test(each));
  return checkedToken(line.trim().split(/\s+/)[0] ?? '', path);
}

function checkedToken(token: string, name: string): string {
  // RFC 6750, 2.1; anything else could not be sent in a header.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return token;
  throw new CliError(`${name} holds no bearer token: letters, digits and . _ ~ + / - only.`);
}
