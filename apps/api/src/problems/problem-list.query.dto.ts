import { PROBLEM_STATES, type ProblemState } from '@app/problems/domain';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { AgreementPageQuery } from '../http/agreement-page.query.dto.js';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { IsInstant } from '../http/is-instant.js';
import { oneOf } from '../http/one-of.js';

/** Which problem records to list. */
export class ProblemListQuery extends AgreementPageQuery {
  /** The instant at which they stand; where absent that of `asOf`, or else now. A `+` of an offset is sent as `%2B`. */
  @IsOptional()
  @IsInstant()
  at?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  serviceId?: string;

  @IsOptional()
  @IsIn(PROBLEM_STATES, oneOf(PROBLEM_STATES))
  state?: ProblemState;

  /** Those that the ticket is linked to, or once was. */
  @IsOptional()
  @Matches(ID_PATTERN, isId)
  ticketId?: string;

  /** Those that owe a root cause analysis whose time is over at the instant asked about. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  overdue?: 'true' | 'false';
}
