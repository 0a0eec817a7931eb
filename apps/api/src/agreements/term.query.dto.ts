import { IsOptional } from 'class-validator';
import { AtQuery } from '../http/at.query.dto.js';
import { IsLocalDay } from '../http/is-local-day.js';

/** For which day the term is told. */
export class TermQuery extends AtQuery {
  /** A local day of the agreement, instead of `at`; the day of `at` in the agreement's zone where absent. */
  @IsOptional()
  @IsLocalDay()
  on?: string;
}
