import { DEADLINE_KINDS, type DeadlineKind } from '@app/escalations/domain';
import { OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { AgreementPageQuery } from '../http/agreement-page.query.dto.js';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { IsInstant } from '../http/is-instant.js';
import { oneOf } from '../http/one-of.js';

const STATES = ['pending', 'fired', 'withdrawn'] as const;

/** Which deadlines to list; only as they are: what fell due by what was known then is in the notices. */
export class DeadlineListQuery extends OmitType(AgreementPageQuery, ['asOf', 'asOfPosition']) {
  @IsOptional()
  @IsIn(DEADLINE_KINDS, oneOf(DEADLINE_KINDS))
  kind?: DeadlineKind;

  /** `pending`: not said yet. `withdrawn`: said, and by what is known now not due. */
  @IsOptional()
  @IsIn(STATES, oneOf(STATES))
  state?: (typeof STATES)[number];

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  ticketId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  problemId?: string;

  /** Due at this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Due at this instant or earlier. */
  @IsOptional()
  @IsInstant()
  horizon?: string;
}
