import { Matches } from 'class-validator';
import { ID_PATTERN, isId } from '../http/id-pattern.js';
import { MONTH_PATTERN } from '../http/month-pattern.js';
import { EvaluationQuery } from './evaluation.query.dto.js';

const MONTH = { message: 'must be a month, such as 2026-03' };

/** How months of one agreement are asked for, one after another. */
export class TrendQuery extends EvaluationQuery {
  /** First month, such as 2026-01. */
  @Matches(MONTH_PATTERN, MONTH)
  from!: string;

  /** Last month, included. */
  @Matches(MONTH_PATTERN, MONTH)
  to!: string;
}

/** How one month of all agreements of a customer is asked for. */
export class CustomerMonthQuery extends EvaluationQuery {
  @Matches(ID_PATTERN, isId)
  customerId!: string;

  @Matches(MONTH_PATTERN, MONTH)
  month!: string;
}
