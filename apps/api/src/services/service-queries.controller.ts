import { figuresPublishedOf } from '@app/availability';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { decodeCursor, encodeCursor, isCountPlace } from '../http/cursor.js';
import { etagOf } from '../http/etag.js';
import { positionText } from '../read-models.js';
import { PublishedFiguresQuery } from './published-figures.query.dto.js';

/** Reading what is recorded of services themselves. */
@Controller('v1/services/:serviceId')
export class ServiceQueriesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** What the vendor published of the service, by month and component, with the captures that were superseded. */
  @Get('published-figures')
  publishedFigures(
    @Param('serviceId') serviceId: string,
    @Query() query: PublishedFiguresQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { month, component, limit } = query;
    const [from] = decodeCursor(query.cursor, isCountPlace) ?? [0];
    return this.parts.readModels.read(query, async (snapshot) => {
      const asked = { month, component, at: snapshot.at };
      const published = await figuresPublishedOf(snapshot.tx, serviceId, asked, snapshot.upTo);
      if (published) void reply.header('etag', etagOf(published.revision));
      const items = published?.items ?? [];
      return {
        items: items.slice(from, from + limit),
        next: from + limit < items.length ? encodeCursor([from + limit]) : null,
        position: positionText(snapshot),
      };
    });
  }
}
