import { PRIORITIES, type Priority } from '@app/agreements/domain';
import { TICKET_STATES, TICKET_TYPES, type TicketState, type TicketType } from '@app/tickets/domain';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { AgreementPageQuery } from '../http/agreement-page.query.dto.js';
import { oneOf } from '../http/one-of.js';

/** Which tickets to list. */
export class TicketListQuery extends AgreementPageQuery {
  @IsOptional()
  @IsIn(PRIORITIES, oneOf(PRIORITIES))
  priority?: Priority;

  @IsOptional()
  @IsIn(TICKET_TYPES, oneOf(TICKET_TYPES))
  type?: TicketType;

  @IsOptional()
  @IsIn(TICKET_STATES, oneOf(TICKET_STATES))
  state?: TicketState;

  /** Of registration, in the zone of the version that judges the ticket. */
  @IsOptional()
  @Matches(/^\d{4}-(?:0[1-9]|1[0-2])$/, { message: 'must be a month, such as 2026-03' })
  month?: string;

  /** With a clock that is breached now. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  breached?: 'true' | 'false';
}
