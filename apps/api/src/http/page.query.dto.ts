import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { KnownQuery } from './known.query.dto.js';

/** A list, a page at a time. */
export class PageQuery extends KnownQuery {
  /** Most items of one answer. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(500, { message: 'must be at most 500' })
  limit = 50;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString({ message: 'must be given once' })
  cursor?: string;
}
