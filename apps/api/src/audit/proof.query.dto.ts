import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { MomentQuery } from '../http/moment.query.dto.js';

const isSize = { message: 'must be a number of leaves' };

/** Which event, in which tree. */
export class InclusionQuery extends MomentQuery {
  /** A fact of the ticket, outage or problem that is named beside it. */
  @IsOptional()
  @Matches(ID_PATTERN, isId)
  factId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  ticketId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  outageId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  problemId?: string;

  /** Or any event, by its position in the log. */
  @IsOptional()
  @Matches(/^\d{1,19}$/, { message: 'must be a position as answers give it: decimal digits' })
  position?: string;

  /** Leaves of the tree; without it those of the latest head. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt(isSize)
  @Min(1, isSize)
  @Max(Number.MAX_SAFE_INTEGER, isSize)
  treeSize?: number;
}

/** Two trees of which the one shall be the beginning of the other. */
export class ConsistencyQuery extends MomentQuery {
  /** Leaves of the smaller tree. */
  @Type(() => Number)
  @IsInt(isSize)
  @Min(1, isSize)
  @Max(Number.MAX_SAFE_INTEGER, isSize)
  from!: number;

  /** Leaves of the larger one. */
  @Type(() => Number)
  @IsInt(isSize)
  @Min(1, isSize)
  @Max(Number.MAX_SAFE_INTEGER, isSize)
  to!: number;
}

/** Which leaves. */
export class LeavesQuery extends MomentQuery {
  /** Index of the first one. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be an index' })
  @Min(0, { message: 'must be an index' })
  @Max(Number.MAX_SAFE_INTEGER, { message: 'must be an index' })
  from = 0;

  /** Most leaves of one answer. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(500, { message: 'must be at most 500' })
  limit = 50;
}
