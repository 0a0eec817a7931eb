import { IsOptional } from 'class-validator';
import { IsInstant } from './is-instant.js';
import { MomentQuery } from './moment.query.dto.js';

/** An answer at an instant. */
export class AtQuery extends MomentQuery {
  /** The instant at which clocks are evaluated; now where absent. A `+` of an offset is sent as `%2B`. */
  @IsOptional()
  @IsInstant()
  at?: string;
}
