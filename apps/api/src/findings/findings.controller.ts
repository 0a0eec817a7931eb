import { listFindings, type FindingCursor } from '@app/findings';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { FindingListQuery } from './finding-list.query.dto.js';

/** What is not as it should be, and who should act. */
@Controller('v1/findings')
export class FindingsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Findings by everything that is known, the oldest first. */
  @Get()
  list(@Query() query: FindingListQuery): Promise<object> {
    const { limit, cursor, open, ...filter } = query;
    const after = decodeCursor(cursor, isPlace);
    const wanted = { ...filter, ...(open === undefined ? {} : { open: open === 'true' }) };
    return this.parts.readModels.read(query, async (snapshot) => {
      const page = { limit, after, at: snapshot.at };
      const { items, next } = await listFindings(snapshot.tx, wanted, page, snapshot.upTo);
      return { items, next: next === null ? null : encodeCursor(next), position: positionText(snapshot) };
    });
  }
}

const isPlace = (place: readonly unknown[]): place is FindingCursor =>
  place.length === 5 &&
  Number.isSafeInteger(place[0]) &&
  place.slice(1).every((part) => typeof part === 'string');
