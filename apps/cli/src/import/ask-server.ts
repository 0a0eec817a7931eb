import { Readable } from 'node:stream';
import { CliError, systemCodeOf } from '../cli.errors.js';
import type { Server } from './find-server.js';
import { exchange, type HttpAnswer, type HttpCall } from './http-exchange.js';

/**
 * Asks a ledger and returns the JSON of its answer.
 *
 * @throws CliError with what to do, for every answer that is no success, and where none comes
 */
export async function askServer(server: Server, call: HttpCall): Promise<unknown> {
  const answer = await exchange(server, call).catch((error: unknown) => {
    throw connectionFailure(server, error);
  });
  if (answer.status < 200 || answer.status > 299) throw new CliError(refusalText(server, answer));
  try {
    return JSON.parse(answer.body) as unknown;
  } catch {
    throw new CliError(`${server.url.href} does not answer in JSON: is it the address of a ledger?`);
  }
}

/** What is at a path, in the shape that the ledger is known to answer in; throws as `askServer` does. */
export const getFrom = <T>(server: Server, path: string): Promise<T> =>
  askServer(server, { method: 'GET', path }) as Promise<T>;

/** Sends JSON; the rest as `getFrom`. */
export const postTo = <T>(server: Server, path: string, body: object): Promise<T> =>
  askServer(server, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: Readable.from([JSON.stringify(body)]),
  }) as Promise<T>;

/** What to do where no answer comes; any other error as it is. */
export function connectionFailure({ url }: Server, error: unknown): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'].includes(code)) {
    return new CliError(
      `No ledger answers at ${url.href}: start it (npm start), or give its address with --server.`,
    );
  }
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
    return new CliError(`The host ${url.hostname} is not known: check --server.`);
  }
  if (['ECONNRESET', 'EPIPE'].includes(code)) {
    return new CliError(
      `The connection to ${url.href} broke off. What had been recorded stays: import again, and the rest is added.`,
    );
  }
  return new CliError(`Cannot talk to ${url.href}: ${(error as Error).message}.`);
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'give a token that it knows, with --token-file or --token',
  403: 'give the token of somebody who may do that',
  404: 'check the id, and that --server is the address of a ledger',
  413: 'cut the file into smaller ones',
  415: 'is it a ledger of this version?',
  429: 'try again later',
  503: 'try again: what has been recorded is not doubled',
};

/** What an answer that is no success says, and what to do. */
export function refusalText({ url }: Server, { status, body, retryAfter }: HttpAnswer): string {
  const wait = retryAfter === undefined ? '' : ` in ${retryAfter} s`;
  const advice = ADVICE[status] === undefined ? '' : ` - ${ADVICE[status]}${wait}`;
  return `${url.href} answers ${status}: ${problemText(body)}${advice}.`;
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer?: string; readonly detail?: string }[];
}

/** What a problem+json says (RFC 9457); the beginning of any other body. */
function problemText(body: string): string {
  try {
    const { title, detail, errors = [] } = JSON.parse(body) as ProblemBody;
    const faults = errors.map((fault) => `${fault.pointer ?? ''} ${fault.detail ?? ''}`.trim());
    return [detail ?? title ?? 'no reason given', ...faults].join('; ');
  } catch {
    return body.slice(0, 200).trim() || 'no reason given';
  }
}
