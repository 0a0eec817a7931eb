import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { CliError, systemCodeOf } from '../cli.errors.js';
import { connectionFailure, refusalText } from '../import/ask-server.js';
import type { Server } from '../import/find-server.js';

/** The bytes of an answer as they come, and how many there will be, where that is told. */
export interface Download {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly length: number | undefined;
}

/**
 * Asks for bytes.
 *
 * @param path under the server's address, without a slash at its beginning
 * @throws CliError with what to do, for every answer that is no success and where none comes; so do the chunks, where
 *   the answer breaks off
 */
export async function download(server: Server, path: string): Promise<Download> {
  const response = await answerTo(server, path).catch((error: unknown) => {
    throw connectionFailure(server, error);
  });
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) {
    const answer = { status, body: await text(response), retryAfter: headers['retry-after'] };
    throw new CliError(refusalText(server, answer));
  }
  const length = Number(headers['content-length'] ?? Number.NaN);
  return { chunks: whole(response, server), length: Number.isSafeInteger(length) ? length : undefined };
}

const answerTo = (server: Server, path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const url = new URL(path, server.url);
    const headers = { authorization: `Bearer ${server.token}` };
    (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { headers })
      .on('error', reject)
      .once('response', resolve)
      .end();
  });

/** Node says so where an answer ends before its length. */
async function* whole(response: IncomingMessage, { url }: Server): AsyncGenerator<Uint8Array, void> {
  try {
    yield* response as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (systemCodeOf(error) === undefined) throw error;
    throw new CliError(`The answer of ${url.href} broke off: nothing was written, ask again.`);
  }
}
