import { ArrayNotEmpty, IsArray, IsInt, IsObject, IsOptional, Matches } from 'class-validator';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { MONTH_PATTERN } from '../http/month-pattern.js';

const MONTH = { message: 'must be a month, such as 2026-03' };

/** Which months of an agreement to see under other terms. */
export class WhatIfBody {
  @Matches(ID_PATTERN, isId)
  agreementId!: string;

  /** First month, such as 2026-01. */
  @Matches(MONTH_PATTERN, MONTH)
  from!: string;

  /** Last month, included. */
  @Matches(MONTH_PATTERN, MONTH)
  to!: string;

  /** A JSON merge patch (RFC 7396), applied to each version that judges in these months; lists are replaced whole. */
  @IsObject({ message: 'must be a JSON merge patch: an object' })
  terms!: Record<string, unknown>;

  /** Only these of the versions that judge; all of them where absent. */
  @IsOptional()
  @IsArray({ message: 'must be a list of versions, such as [2]' })
  @ArrayNotEmpty({ message: 'must name a version, or be left out' })
  @IsInt({ each: true, message: 'must be numbers of versions' })
  versions?: number[];
}
