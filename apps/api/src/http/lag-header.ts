import type { LagWatch } from '@app/projections';
import type { FastifyInstance } from 'fastify';

export const LAG_HEADER = 'Sla-Ledger-Lag';

/**
 * Answers tell by a header when the read models are behind the log by more than a limit: for how many seconds the oldest
 * fact that is not in them yet has been recorded.
 */
export const tellLag = (server: FastifyInstance, lag: LagWatch, limitSeconds: number): void => {
  server.addHook('onRequest', (request, reply, done) => {
    const seconds = lag.lagMs() / 1_000;
    if (seconds > limitSeconds && request.url.startsWith('/v1/'))
      reply.header(LAG_HEADER, seconds.toFixed(3));
    done();
  });
};
