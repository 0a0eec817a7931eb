import { historyOfTicket } from '@app/service-levels';
import { formatSecond } from '@app/support-time';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { decodeCursor, encodeCursor, isPlaceAt } from '../http/cursor.js';
import { positionText } from '../read-models.js';
import { TicketHistoryQuery } from './ticket-history.query.dto.js';

/** How the verdicts of a ticket came to be what they are. */
@Controller('v1/tickets')
export class TicketHistoryController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /**
   * Every verdict that the ticket ever had, as they stand at `at`, over what was known: each fact and each change of
   * terms that changed how a clock is judged, from what to what, in the order in which they were recorded.
   */
  @Get(':ticketId/history')
  ofTicket(@Param('ticketId') ticketId: string, @Query() query: TicketHistoryQuery): Promise<object> {
    const place = decodeCursor(query.cursor, isPlaceAt);
    return this.parts.readModels.read(query, async (known) => {
      // Pages without an instant of their own go on at that of the first.
      const at = query.at === undefined && place ? place[1] : known.at;
      const entries = await historyOfTicket(known.tx, ticketId, at, known.upTo);
      if (entries === undefined)
        throw apiProblems.TICKET_NOT_FOUND(`nothing is recorded of ticket ${ticketId}`);
      const rest = entries.filter(({ position }) => BigInt(position) > BigInt(place?.[0] ?? '-1'));
      const items = rest.slice(0, query.limit);
      const last = items.at(-1)?.position;
      const next = rest.length > items.length && last !== undefined ? encodeCursor([last, at]) : null;
      return { ticketId, at: formatSecond(at), items, next, position: positionText(known) };
    });
  }
}
