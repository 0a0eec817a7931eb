import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token it was; empty on the paths that are open to all. */
    subject: string;
    /** The bytes of a JSON body as they came: what a hash of the body is made of. */
    rawBody: Buffer | undefined;
  }
}

/** A request as controllers see it; `id` is the correlation id. */
export type ApiRequest = FastifyRequest;
