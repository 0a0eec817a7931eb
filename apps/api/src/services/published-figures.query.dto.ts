import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsInstant } from '../http/is-instant.js';
import { MONTH_PATTERN } from '../http/month-pattern.js';
import { PageQuery } from '../http/page.query.dto.js';

/** Which published figures to list, known when. */
export class PublishedFiguresQuery extends PageQuery {
  /** Captures up to this instant; now where absent. */
  @IsOptional()
  @IsInstant()
  at?: string;

  @IsOptional()
  @Matches(MONTH_PATTERN, { message: 'must be a month, such as 2026-03' })
  month?: string;

  @IsOptional()
  @IsString()
  @MaxLength(256)
  component?: string;
}
