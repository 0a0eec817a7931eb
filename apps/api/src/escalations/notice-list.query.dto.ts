import { NOTICE_KINDS, type NoticeKind } from '@app/escalations/domain';
import { NOTICE_STATES } from '@app/escalations';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { AgreementPageQuery } from '../http/agreement-page.query.dto.js';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { IsInstant } from '../http/is-instant.js';
import { oneOf } from '../http/one-of.js';

/** Which notices to list. */
export class NoticeListQuery extends AgreementPageQuery {
  @IsOptional()
  @IsIn(NOTICE_KINDS, oneOf(NOTICE_KINDS))
  kind?: NoticeKind;

  @IsOptional()
  @IsIn(NOTICE_STATES, oneOf(NOTICE_STATES))
  state?: (typeof NOTICE_STATES)[number];

  /** Of escalation. */
  @IsOptional()
  @Type(() => Number)
  @IsIn([1, 2], oneOf([1, 2]))
  level?: number;

  /** As the agreement's escalation names it. */
  @IsOptional()
  @MaxLength(256, { message: 'must not be longer than 256 characters' })
  role?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  ticketId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  problemId?: string;

  /** To be delivered at this instant or earlier. */
  @IsOptional()
  @IsInstant()
  deliverBy?: string;
}
