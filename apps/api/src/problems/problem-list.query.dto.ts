import { PROBLEM_STATES, type ProblemState } from '@app/problems/domain';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { ID_PATTERN } from '../http/id-pattern.js';
import { IsInstant } from '../http/is-instant.js';
import { PageQuery } from '../http/page.query.dto.js';

/** Which problem records to list. */
export class ProblemListQuery extends PageQuery {
  /** The instant at which they stand; where absent that of `asOf`, or else now. A `+` of an offset is sent as `%2B`. */
  @IsOptional()
  @IsInstant()
  at?: string;

  @IsOptional()
  @Matches(ID_PATTERN, { message: 'must be an id' })
  agreementId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, { message: 'must be an id' })
  customerId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, { message: 'must be an id' })
  serviceId?: string;

  @IsOptional()
  @IsIn(PROBLEM_STATES, { message: `must be one of ${PROBLEM_STATES.join(', ')}` })
  state?: ProblemState;

  /** Those that the ticket is linked to, or once was. */
  @IsOptional()
  @Matches(ID_PATTERN, { message: 'must be an id' })
  ticketId?: string;

  /** Those that owe a root cause analysis whose time is over at the instant asked about. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  overdue?: 'true' | 'false';
}
