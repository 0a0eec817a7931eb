import { listTickets, ticketById, type TicketCursor } from '@app/service-levels';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { etagOf } from '../http/etag.js';
import { KnownQuery } from '../http/known.query.dto.js';
import { positionText } from '../read-models.js';
import { TicketListQuery } from './ticket-list.query.dto.js';

/** Reading tickets. */
@Controller('v1/tickets')
export class TicketQueriesController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Tickets by registeredAt and ticketId. */
  @Get()
  async list(@Query() query: TicketListQuery): Promise<object> {
    const { minPosition: _min, asOf: _asOf, asOfPosition: _of, limit, cursor, breached, ...filter } = query;
    const place = decodeCursor(cursor, isPlace);
    const after = place && { registeredAt: place[0], ticketId: place[1] };
    const asked = breached === undefined ? filter : { ...filter, breached: breached === 'true' };
    return this.parts.readModels.read(query, async (snapshot) => {
      const page = await listTickets(snapshot.tx, asked, { limit, after, at: snapshot.at }, snapshot.upTo);
      return {
        items: page.items,
        next: page.next && encodeCursor(placeOf(page.next)),
        position: positionText(snapshot),
      };
    });
  }

  /** One ticket with its facts, in the order in which they were recorded. */
  @Get(':ticketId')
  async one(
    @Param('ticketId') ticketId: string,
    @Query() query: KnownQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const ticket = await ticketById(snapshot.tx, ticketId, snapshot.upTo);
      if (ticket === undefined)
        throw apiProblems.TICKET_NOT_FOUND(`nothing is recorded of ticket ${ticketId}`);
      void reply.header('etag', etagOf(ticket.revision));
      return { ...ticket.document, position: positionText(snapshot) };
    });
  }
}

const placeOf = ({ registeredAt, ticketId }: TicketCursor): [number, string] => [registeredAt, ticketId];

const isPlace = (place: readonly unknown[]): place is [number, string] =>
  place.length === 2 && Number.isSafeInteger(place[0]) && typeof place[1] === 'string';
