import { type Logger, type Problem, problemHeaders, problems, toProblemJson } from '@app/platform';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownRoutes } from './known-routes.js';
import { problemOf } from './problem-of.js';

/** Every error, wherever it came from, becomes `application/problem+json` (RFC 9457) here and nowhere else. */
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: KnownRoutes,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.withMethods(problemOf(error), request);
    if (problem.status >= 500) {
      const { method, url, id } = request;
      this.logger.error({ err: error, method, url, correlationId: id, code: problem.code }, 'request failed');
    }
    // The answer has begun: nothing can be said any more, and the client must not take it for a whole one.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .status(problem.status)
      .headers(problemHeaders(problem))
      .send(JSON.stringify(toProblemJson(problem)));
  }

  /** A path that is known under another method is a 405 that says which (RFC 9110, 15.5.6). */
  private withMethods(problem: Problem, request: FastifyRequest): Problem {
    if (problem.code !== 'NOT_FOUND' || !request.is404) return problem;
    const methods = this.routes.methodsOf(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0 || methods.includes(request.method)) return problem;
    const allow = methods.join(', ');
    return problems.METHOD_NOT_ALLOWED(`${request.method} is not known here; there is ${allow}`, {
      headers: { allow },
    });
  }
}
