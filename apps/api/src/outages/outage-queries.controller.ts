import { listOutages, outageById } from '@app/availability';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { AtQuery } from '../http/at.query.dto.js';
import { decodeCursor, encodeCursor, isIdPlace } from '../http/cursor.js';
import { etagOf } from '../http/etag.js';
import { positionText } from '../read-models.js';
import { OutageListQuery } from './outage-list.query.dto.js';

/** Reading outages. */
@Controller('v1/outages')
export class OutageQueriesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Outages by id, as they stand now. */
  @Get()
  list(@Query() query: OutageListQuery): Promise<object> {
    const { limit, cursor } = query;
    const after = decodeCursor(cursor, isIdPlace)?.[0];
    return this.parts.readModels.read(query, async (snapshot) => {
      const page = { limit, after, at: snapshot.at };
      const { items, next } = await listOutages(snapshot.tx, query, page, snapshot.upTo);
      return { items, next: next === null ? null : encodeCursor([next]), position: positionText(snapshot) };
    });
  }

  /** One outage at an instant, with all its facts in the order in which they were recorded. */
  @Get(':outageId')
  one(
    @Param('outageId') outageId: string,
    @Query() query: AtQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const outage = await outageById(snapshot.tx, outageId, snapshot.at, snapshot.upTo);
      if (outage === undefined)
        throw apiProblems.OUTAGE_NOT_FOUND(`nothing is recorded of outage ${outageId}`);
      void reply.header('etag', etagOf(outage.revision));
      return { ...outage.document, position: positionText(snapshot) };
    });
  }
}
