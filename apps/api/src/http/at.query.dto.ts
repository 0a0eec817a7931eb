import { IsOptional } from 'class-validator';
import { IsInstant } from './is-instant.js';
import { KnownQuery } from './known.query.dto.js';

/** An answer at an instant. */
export class AtQuery extends KnownQuery {
  /** The instant at which clocks are evaluated; where absent that of `asOf`, or else now. A `+` of an offset is sent as `%2B`. */
  @IsOptional()
  @IsInstant()
  at?: string;
}
