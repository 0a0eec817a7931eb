import { LANGUAGES, type Language } from '@app/service-levels/domain';
import { IsIn, IsOptional } from 'class-validator';
import { AtQuery } from '../http/at.query.dto.js';

/** How the clocks of a ticket are asked for. */
export class ServiceLevelsQuery extends AtQuery {
  /** Tell each clock in sentences, in Dutch or English. */
  @IsOptional()
  @IsIn(LANGUAGES, { message: 'must be nl or en' })
  explain?: Language;
}
