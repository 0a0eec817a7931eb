import { IsOptional } from 'class-validator';
import { IsInstant } from '../http/is-instant.js';
import { PageQuery } from '../http/page.query.dto.js';

/** How the history of a ticket is asked for, a page at a time. */
export class TicketHistoryQuery extends PageQuery {
  /** The instant at which clocks are evaluated, the same all along; where absent that of `asOf`, or else now. */
  @IsOptional()
  @IsInstant()
  at?: string;
}
