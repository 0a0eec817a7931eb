import { listProblems, problemById } from '@app/problems';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { decodeCursor, encodeCursor, isIdPlace } from '../http/cursor.js';
import { etagOf } from '../http/etag.js';
import { KnownQuery } from '../http/known.query.dto.js';
import { PageQuery } from '../http/page.query.dto.js';
import { positionText } from '../read-models.js';

/** Reading problem records. */
@Controller('v1/problems')
export class ProblemQueriesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Problem records by id, with their facts. */
  @Get()
  list(@Query() query: PageQuery): Promise<object> {
    const page = { limit: query.limit, after: decodeCursor(query.cursor, isIdPlace)?.[0] };
    return this.parts.readModels.read(query, async (snapshot) => {
      const { items, next } = await listProblems(snapshot.tx, page, snapshot.upTo);
      return { items, next: next === null ? null : encodeCursor([next]), position: positionText(snapshot) };
    });
  }

  /** One problem record with all its facts in the order in which they were recorded. */
  @Get(':problemId')
  one(
    @Param('problemId') problemId: string,
    @Query() query: KnownQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const problem = await problemById(snapshot.tx, problemId, snapshot.upTo);
      if (problem === undefined)
        throw apiProblems.PROBLEM_NOT_FOUND(`nothing is recorded of problem ${problemId}`);
      void reply.header('etag', etagOf(problem.revision));
      return { ...problem.document, position: positionText(snapshot) };
    });
  }
}
