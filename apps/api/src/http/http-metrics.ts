import { Histogram, type Registry } from '@app/platform';
import type { FastifyInstance } from 'fastify';

/**
 * Durations of requests by method, route and status. The route is its template, never the path: ids would make a series
 * of each ticket, and paths that lead nowhere one of each guess.
 */
export const measureRequests = (server: FastifyInstance, registry: Registry): void => {
  const durations = new Histogram({
    name: 'sla_ledger_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    durations.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
};
