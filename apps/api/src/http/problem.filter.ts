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
    this.log(problem, error, request);
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

  /** Something failed underneath, or is not known: somebody has to look. A 503 that says "not yet" is an answer. */
  private log(problem: Problem, error: unknown, request: FastifyRequest): void {
    if (problem.status < 500) return;
    const { method, url, id } = request;
    const about = { err: error, method, url, correlationId: id, code: problem.code };
    if (problem.status === 503 && problem.cause === undefined) this.logger.info(about, 'not answered yet');
    else this.logger.error(about, 'request failed');
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
