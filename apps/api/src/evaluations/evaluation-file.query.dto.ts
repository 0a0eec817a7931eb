import { LANGUAGES, type Language } from '@app/service-levels/domain';
import { OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { EvaluationQuery } from './evaluation.query.dto.js';

/** How a month is asked for as a file: as for the month itself, but that a file is whole, and told in its language. */
export class EvaluationFileQuery extends OmitType(EvaluationQuery, ['include', 'explain']) {
  /** The language of titles, headings and explanations; Dutch where absent. */
  @IsOptional()
  @IsIn(LANGUAGES, { message: 'must be nl or en' })
  language?: Language;
}
