import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const CORRELATION_HEADER = 'x-correlation-id';

const usable = /^[\w.:-]{1,128}$/;

/** The caller's correlation id where it sent one that can be shown safely, else a new one. */
export const correlationIdOf = (headers: Readonly<Record<string, unknown>>): string => {
  const given = headers[CORRELATION_HEADER];
  return typeof given === 'string' && usable.test(given) ? given : randomUUID();
};

/** Every answer says its correlation id: it is in the log lines and in the metadata of what was recorded. */
export const tellCorrelationIds = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(CORRELATION_HEADER, request.id);
    done();
  });
};
