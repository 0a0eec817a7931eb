import { FINDING_CODES, ROLES, type FindingCode, type Role } from '@app/findings/domain';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { AgreementPageQuery } from '../http/agreement-page.query.dto.js';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { IsInstant } from '../http/is-instant.js';
import { MONTH_PATTERN } from '../http/month-pattern.js';
import { oneOf } from '../http/one-of.js';

/** Which findings to list. */
export class FindingListQuery extends AgreementPageQuery {
  /** Only those that began by this instant; where absent that of `asOf`, or else now. A `+` of an offset is sent as `%2B`. */
  @IsOptional()
  @IsInstant()
  at?: string;

  @IsOptional()
  @IsIn(FINDING_CODES, oneOf(FINDING_CODES))
  code?: FindingCode;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  ticketId?: string;

  /** Who should act. */
  @IsOptional()
  @IsIn(ROLES, oneOf(ROLES))
  actBy?: Role;

  /** In which they began, in the zone of the agreement. */
  @IsOptional()
  @Matches(MONTH_PATTERN, { message: 'must be a month, such as 2026-03' })
  month?: string;

  /** About a ticket or an outage that goes on, or a problem that is not closed. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  open?: 'true' | 'false';
}
