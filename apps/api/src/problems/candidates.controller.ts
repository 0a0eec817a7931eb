import { listCandidates, type CandidatePlace } from '@app/problems';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { CandidateListQuery } from './candidate-list.query.dto.js';

/** Recurrences that a person has to judge. */
@Controller('v1/problem-candidates')
export class CandidatesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /**
   * Incidents whose item or category is missing, with what they may be alike to. Confirm one by a `TicketLinked` of a
   * problem, reject it by a `RecurrenceRejected` of the ticket.
   */
  @Get()
  list(@Query() query: CandidateListQuery): Promise<object> {
    const { limit, cursor, minPosition: _min, ...filter } = query;
    const after = decodeCursor(cursor, isPlace);
    return this.parts.readModels.read(query, async (snapshot) => {
      const { items, next } = await listCandidates(snapshot.tx, filter, { limit, after });
      return { items, next: next && encodeCursor(next), position: positionText(snapshot) };
    });
  }
}

const isPlace = (place: readonly unknown[]): place is CandidatePlace & [number, string] =>
  place.length === 2 && Number.isSafeInteger(place[0]) && typeof place[1] === 'string';
