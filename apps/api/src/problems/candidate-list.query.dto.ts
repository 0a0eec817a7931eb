import { OmitType } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { PageQuery } from '../http/page.query.dto.js';

/** Which candidates to list; only as they are: a proposal is asked of whoever decides now. */
export class CandidateListQuery extends OmitType(PageQuery, ['asOf', 'asOfPosition']) {
  @IsOptional()
  @Matches(ID_PATTERN, isId)
  customerId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  serviceId?: string;
}
