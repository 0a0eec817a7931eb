import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsInstant } from '../http/is-instant.js';
import { KnownQuery } from '../http/known.query.dto.js';

/** A year of round-the-clock support: more than any target. */
const LONGEST = 366 * 86_400;

/** Which support time to show: from one instant to another, or until an amount is used up. */
export class SupportTimeQuery extends KnownQuery {
  @IsInstant()
  from!: string;

  @IsOptional()
  @IsInstant()
  to?: string;

  /** Support seconds, instead of `to`. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must not be negative' })
  @Max(LONGEST, { message: `must be at most ${LONGEST}` })
  seconds?: number;
}
