import { IsIn, IsOptional } from 'class-validator';
import { IsInstant } from '../http/is-instant.js';
import { PageQuery } from '../http/page.query.dto.js';

/** How one long section of a month is asked for, a page at a time. */
export class EvaluationListQuery extends PageQuery {
  /** The instant at which clocks are evaluated; now where absent. */
  @IsOptional()
  @IsInstant()
  at?: string;

  /** The cut, as for the month itself. */
  @IsOptional()
  @IsIn(['verdict', 'registration'], { message: 'must be verdict or registration' })
  monthOf?: 'verdict' | 'registration';

  /** `current`: as it would be evaluated now, where the month is frozen. */
  @IsOptional()
  @IsIn(['current'], { message: 'must be current' })
  as?: 'current';
}
