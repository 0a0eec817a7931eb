import { IsOptional, Matches } from 'class-validator';
import { PageQuery } from '../http/page.query.dto.js';

const ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** Which outages to list. */
export class OutageListQuery extends PageQuery {
  @IsOptional()
  @Matches(ID, { message: 'must be an id' })
  serviceId?: string;

  /** Those that concern this customer: its own, and those of every customer. */
  @IsOptional()
  @Matches(ID, { message: 'must be an id' })
  customerId?: string;
}
