import { IsOptional } from 'class-validator';
import { IsLocalDay } from '../http/is-local-day.js';
import { PageQuery } from '../http/page.query.dto.js';

/** Which days of all agreements to list. */
export class AgreementDatesQuery extends PageQuery {
  /** First day; today in each agreement's zone where absent. */
  @IsOptional()
  @IsLocalDay()
  from?: string;

  /** Last day, included; a year after the first where absent. */
  @IsOptional()
  @IsLocalDay()
  to?: string;
}
