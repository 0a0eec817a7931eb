import { LANGUAGES, type Language } from '@app/service-levels/domain';
import { IsIn, IsOptional } from 'class-validator';
import { AtQuery } from '../http/at.query.dto.js';

/** How a what-if is answered. */
export class WhatIfQuery extends AtQuery {
  /** The language of the reasons; English where absent. */
  @IsOptional()
  @IsIn(LANGUAGES, { message: 'must be nl or en' })
  explain?: Language;
}
