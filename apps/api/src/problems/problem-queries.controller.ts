import { listProblems, problemById } from '@app/problems';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { AtQuery } from '../http/at.query.dto.js';
import { decodeCursor, encodeCursor, isIdPlace } from '../http/cursor.js';
import { etagOf } from '../http/etag.js';
import { positionText } from '../read-models.js';
import { ProblemListQuery } from './problem-list.query.dto.js';

/** Reading problem records. */
@Controller('v1/problems')
export class ProblemQueriesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Problem records by id, as they stand at an instant: state, linked tickets, and how their root cause analysis stands. */
  @Get()
  list(@Query() query: ProblemListQuery): Promise<object> {
    const { limit, cursor, overdue, ...filter } = query;
    const after = decodeCursor(cursor, isIdPlace)?.[0];
    const wanted = { ...filter, ...(overdue === undefined ? {} : { overdue: overdue === 'true' }) };
    return this.parts.readModels.read(query, async (snapshot) => {
      const page = { limit, after, at: snapshot.at };
      const { items, next } = await listProblems(snapshot.tx, wanted, page, snapshot.upTo);
      return { items, next: next === null ? null : encodeCursor([next]), position: positionText(snapshot) };
    });
  }

  /** One problem record at an instant: its tickets, what was found, the analysis it owes, and all its facts. */
  @Get(':problemId')
  async one(
    @Param('problemId') problemId: string,
    @Query() query: AtQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { readModels, reports } = this.parts;
    const { problem, position } = await readModels.read(query, async (snapshot) => ({
      problem: await problemById(snapshot.tx, problemId, snapshot.at, snapshot.upTo),
      position: positionText(snapshot),
    }));
    if (problem === undefined)
      throw apiProblems.PROBLEM_NOT_FOUND(`nothing is recorded of problem ${problemId}`);
    const stored = await reports.sizes(problem.reports.map(({ sha256 }) => sha256));
    void reply.header('etag', etagOf(problem.revision));
    return { ...problem.document(stored), position };
  }
}
