import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { MomentQuery } from '../http/moment.query.dto.js';

const isSize = { message: 'must be a number of leaves' };

/** Up to which head a month is proved. */
export class MonthExportQuery extends MomentQuery {
  /** Leaves of the head that the export goes up to, such as one that you keep; without it the latest one. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt(isSize)
  @Min(1, isSize)
  @Max(Number.MAX_SAFE_INTEGER, isSize)
  treeSize?: number;
}
