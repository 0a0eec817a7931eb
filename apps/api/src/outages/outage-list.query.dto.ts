import { IsOptional, Matches } from 'class-validator';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { PageQuery } from '../http/page.query.dto.js';

/** Which outages to list. */
export class OutageListQuery extends PageQuery {
  @IsOptional()
  @Matches(ID_PATTERN, isId)
  serviceId?: string;

  /** Those that concern this customer: its own, and those of every customer. */
  @IsOptional()
  @Matches(ID_PATTERN, isId)
  customerId?: string;
}
