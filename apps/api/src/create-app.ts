import 'reflect-metadata';
import { PinoNestLogger } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { ApiParts } from './api-parts.js';
import { AppModule } from './app.module.js';
import { authenticate } from './http/authentication.js';
import { BODY_LIMIT, takeBodies } from './http/body-parsers.js';
import { correlationIdOf, tellCorrelationIds } from './http/correlation-id.js';
import { measureRequests } from './http/http-metrics.js';
import { KnownRoutes } from './http/known-routes.js';
import { tellLag } from './http/lag-header.js';
import { ProblemFilter } from './http/problem.filter.js';
import { QueryPipe } from './http/query.pipe.js';
import { takeReports } from './problems/report-bodies.js';
import { openApiDocument } from './openapi/openapi-document.js';

/** Ids have up to 128 characters, and each may come percent-encoded. */
const LONGEST_PARAMETER = 3 * 128;

/**
 * The application, ready to listen. What comes before the controllers, in this order: correlation id, metrics, token,
 * body; what comes after them is one filter for every error.
 */
export const createApp = async (parts: ApiParts): Promise<NestFastifyApplication> => {
  const routes = new KnownRoutes();
  const filter = new ProblemFilter(routes, parts.logger);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: ({ headers }: IncomingMessage) => correlationIdOf(headers),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // What the router itself refuses, before any hook: a path that cannot be decoded.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply),
  });
  const server: FastifyInstance = adapter.getInstance();
  routes.remember(server);
  tellCorrelationIds(server);
  measureRequests(server, parts.registry);
  tellLag(server, parts.lag, parts.lagLimitSeconds);
  authenticate(server, parts.tokens);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new PinoNestLogger(parts.logger),
    bodyParser: false,
  });
  takeBodies(server);
  takeReports(server);
  app.useGlobalPipes(new QueryPipe());
  app.useGlobalFilters(filter);
  SwaggerModule.setup('docs', app, () => openApiDocument(app, parts.catalogue), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'sla-ledger API',
  });
  await app.init();
  await server.ready();
  return app;
};
