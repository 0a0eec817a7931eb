import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Server } from './find-server.js';

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** As the header says. */
  readonly retryAfter: string | undefined;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** Under the server's address, without a slash at its beginning. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: AsyncIterable<Uint8Array | string>;
}

/**
 * One request, its body streamed: the next chunk is asked for when the last one has gone. Through `node:http`, since a
 * server may answer before it has read the body, and an import may take longer than the five minutes that `fetch`
 * waits for an answer.
 *
 * @throws what the body throws, and the connection's errors (with `code` ECONNREFUSED and the like)
 */
export async function exchange(server: Server, call: HttpCall): Promise<HttpAnswer> {
  const url = new URL(call.path, server.url);
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: call.method,
    headers: { accept: 'application/json', authorization: `Bearer ${server.token}`, ...call.headers },
  });
  const answer = answerTo(request);
  try {
    if (call.body === undefined) request.end();
    else await send(request, call.body, answer);
    return await answer;
  } finally {
    // Of no effect where all has been sent and answered.
    request.destroy();
  }
}

/** The answer whole, since nothing of it may be lost when the connection is given up. */
function answerTo(request: ClientRequest): Promise<HttpAnswer> {
  const answer = new Promise<HttpAnswer>((resolve, reject) => {
    // For good: what fails after the answer must not end the process.
    request.on('error', reject);
    request.once('response', (response) => void read(response).then(resolve, reject));
  });
  answer.catch(() => undefined);
  return answer;
}

async function read(response: IncomingMessage): Promise<HttpAnswer> {
  return {
    status: response.statusCode ?? 0,
    body: await text(response),
    retryAfter: response.headers['retry-after'],
  };
}

/** Sends the body until its end or the answer, whichever comes first. */
async function send(
  request: ClientRequest,
  body: AsyncIterable<Uint8Array | string>,
  answer: Promise<HttpAnswer>,
): Promise<void> {
  let isOver = false;
  const over = answer.then(
    () => void (isOver = true),
    () => void (isOver = true),
  );
  for await (const chunk of body) {
    if (!request.write(chunk)) await Promise.race([over, drained(request)]);
    if (isOver) return;
  }
  request.end();
}

const drained = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => void request.once('drain', resolve));
