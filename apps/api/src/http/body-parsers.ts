import { problems } from '@app/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Largest JSON body, bytes. Imports are streams and have no limit. */
export const BODY_LIMIT = 1_048_576;

export const NDJSON = 'application/x-ndjson';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message.slice(0, 200) : 'is not UTF-8';
    throw problems.VALIDATION_FAILED('the body is not JSON', {
      errors: [{ pointer: '', code: 'MALFORMED_JSON', detail }],
      cause: error,
    });
  }
};

const refuseEncoding = ({ headers }: FastifyRequest): void => {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw problems.UNSUPPORTED_MEDIA_TYPE(`a JSON body is taken as it is, not ${encoding}; imports take gzip`);
};

/**
 * What bodies are taken: JSON, parsed and kept as bytes too, and NDJSON as the stream it is. Everything else is answered
 * with 415 by the server.
 */
export const takeBodies = (server: FastifyInstance): void => {
  server.removeAllContentTypeParsers();
  server.decorateRequest('rawBody', undefined);
  const options = { parseAs: 'buffer', bodyLimit: BODY_LIMIT } as const;
  server.addContentTypeParser<Buffer>('application/json', options, (request, body, done) => {
    try {
      refuseEncoding(request);
      request.rawBody = body;
      done(null, parseJson(body));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  server.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
};
