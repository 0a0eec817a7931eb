import { listNotices, type NoticePlace } from '@app/escalations';
import { parseInstant } from '@app/support-time';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { NoticeListQuery } from './notice-list.query.dto.js';

/** Who is told of what. */
@Controller('v1/notices')
export class RaisedNoticesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Notices in the order in which they were raised, in Dutch and English; each stays, with its state. */
  @Get()
  list(@Query() query: NoticeListQuery): Promise<object> {
    const { limit, cursor, deliverBy, minPosition: _min, ...filter } = query;
    const after = decodeCursor(cursor, isPlace);
    // The query's class has seen to it that the text is an instant.
    const second = deliverBy === undefined ? undefined : parseInstant(deliverBy)?.second;
    const asked = second === undefined ? filter : { ...filter, deliverBy: second };
    return this.parts.readModels.read(query, async (snapshot) => {
      const { items, next } = await listNotices(snapshot.tx, asked, { limit, after }, snapshot.upTo);
      return { items, next: next && encodeCursor(next), position: positionText(snapshot) };
    });
  }
}

const isPlace = (place: readonly unknown[]): place is NoticePlace =>
  place.length === 2 &&
  typeof place[0] === 'string' &&
  /^\d{1,20}$/.test(place[0]) &&
  typeof place[1] === 'string';
