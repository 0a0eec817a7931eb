import { SECTIONS } from '@app/evaluations/domain';
import { LANGUAGES, type Language } from '@app/service-levels/domain';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { AtQuery } from '../http/at.query.dto.js';

const SECTION = `(?:${SECTIONS.join('|')})`;

/** How a month is asked for. */
export class EvaluationQuery extends AtQuery {
  /** The cut: by the month of the verdict or of the registration; each version's own where absent. */
  @IsOptional()
  @IsIn(['verdict', 'registration'], { message: 'must be verdict or registration' })
  monthOf?: 'verdict' | 'registration';

  /** Only these sections of the document, separated by commas. */
  @IsOptional()
  @Matches(new RegExp(`^${SECTION}(?:,${SECTION})*$`), {
    message: `must be a list, separated by commas, of ${SECTIONS.join(', ')}`,
  })
  include?: string;

  /** `current`: as it would be evaluated now, where the month is frozen. */
  @IsOptional()
  @IsIn(['current'], { message: 'must be current' })
  as?: 'current';

  /** Tell each breach in sentences, in Dutch or English. */
  @IsOptional()
  @IsIn(LANGUAGES, { message: 'must be nl or en' })
  explain?: Language;
}
