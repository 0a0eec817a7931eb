import { deadlineDocument } from '@app/escalations';
import { DEADLINE_KINDS } from '@app/escalations/domain';
import { listDeadlines, type DeadlinePlace } from '@app/reactors';
import { parseInstant } from '@app/support-time';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { DeadlineListQuery } from './deadline-list.query.dto.js';

/** What falls due. */
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Clocks at risk and breached, root cause analyses and last days for notice, by when they are due. */
  @Get()
  list(@Query() query: DeadlineListQuery): Promise<object> {
    const { limit, cursor, kind, ticketId, problemId, from, horizon, minPosition: _min, ...filter } = query;
    const after = decodeCursor(cursor, isPlace);
    const asked = {
      ...filter,
      kinds: kind === undefined ? DEADLINE_KINDS : [kind],
      owners: [
        ...(ticketId === undefined ? [] : [`ticket-${ticketId}`]),
        ...(problemId === undefined ? [] : [`problem-${problemId}`]),
      ],
      ...secondAs('from', from),
      ...secondAs('horizon', horizon),
    };
    return this.parts.readModels.read(query, async (snapshot) => {
      const { items, next } = await listDeadlines(snapshot.tx, asked, { limit, after });
      return {
        items: items.map(deadlineDocument),
        next: next && encodeCursor(next),
        position: positionText(snapshot),
      };
    });
  }
}

/** The query's class has seen to it that the text is an instant. */
const secondAs = (name: 'from' | 'horizon', text: string | undefined): { [name: string]: number } => {
  const second = text === undefined ? undefined : parseInstant(text)?.second;
  return second === undefined ? {} : { [name]: second };
};

const isPlace = (place: readonly unknown[]): place is DeadlinePlace =>
  place.length === 3 &&
  Number.isSafeInteger(place[0]) &&
  typeof place[1] === 'string' &&
  typeof place[2] === 'string';
