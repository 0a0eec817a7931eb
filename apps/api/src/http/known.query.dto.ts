import { IsOptional, Matches } from 'class-validator';
import { IsInstant } from './is-instant.js';
import { MomentQuery } from './moment.query.dto.js';

/** How much of the log an answer knows. */
export class KnownQuery extends MomentQuery {
  /**
   * Only what had been recorded by this instant; `at` defaults to it. A `+` of an offset is sent as `%2B`. Not together
   * with `asOfPosition`.
   */
  @IsOptional()
  @IsInstant()
  asOf?: string;

  /** Only what had been recorded up to this position of the log; `at` defaults to when its last event was recorded. */
  @IsOptional()
  @Matches(/^\d{1,20}$/, { message: 'must be a position as answers give it: decimal digits' })
  asOfPosition?: string;
}
