import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problems, type Problem } from '@app/platform';
import { NDJSON } from '../http/body-parsers.js';

const isZlib = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^Z_/.test(String(error.code));

const cutOff = (cause: unknown): Problem =>
  problems.VALIDATION_FAILED('the body is no whole gzip; lines before the fault may have been recorded', {
    errors: [
      {
        pointer: '',
        code: 'INVALID_VALUE',
        detail: 'send the whole file again: what is recorded is not doubled',
      },
    ],
    cause,
  });

/** Nothing of the stream is held but what is being read: the sender waits for us. */
async function* unzipped(body: Readable): AsyncGenerator<Uint8Array> {
  // The callback is what keeps a failure from being thrown into the process; the reader below gets the same error.
  const lines = pipeline(body, createGunzip(), () => undefined);
  try {
    for await (const chunk of lines) yield chunk as Uint8Array;
  } catch (error) {
    throw isZlib(error) ? cutOff(error) : error;
  }
}

/**
 * The NDJSON of a request as it comes.
 *
 * @throws Problem UNSUPPORTED_MEDIA_TYPE for another type or encoding; and, while it is read, VALIDATION_FAILED for gzip
 *   that is broken or cut off
 */
export const importBody = (body: unknown, headers: IncomingHttpHeaders): AsyncIterable<Uint8Array> => {
  if (!(body instanceof Readable)) {
    throw problems.UNSUPPORTED_MEDIA_TYPE(`send facts as ${NDJSON}, one a line`);
  }
  switch (headers['content-encoding'] ?? 'identity') {
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip':
      return unzipped(body);
    default:
      throw problems.UNSUPPORTED_MEDIA_TYPE('the content encodings taken are gzip and identity');
  }
};
