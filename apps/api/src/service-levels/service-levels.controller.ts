import { serviceLevelsOf } from '@app/service-levels';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { positionText } from '../read-models.js';
import { ServiceLevelsQuery } from './service-levels.query.dto.js';

/** The clocks of a ticket. */
@Controller('v1/tickets')
export class ServiceLevelsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** The clocks of one ticket at an instant, each with its segments: what ran, what held it, and which fact began it. */
  @Get(':ticketId/service-levels')
  async ofTicket(@Param('ticketId') ticketId: string, @Query() query: ServiceLevelsQuery): Promise<object> {
    return this.parts.readModels.read(query, async (snapshot) => {
      const { tx, at, upTo } = snapshot;
      const levels = await serviceLevelsOf(tx, ticketId, at, query.explain, upTo);
      if (levels === undefined)
        throw apiProblems.TICKET_NOT_FOUND(`nothing is recorded of ticket ${ticketId}`);
      return { ...levels, position: positionText(snapshot) };
    });
  }
}
