import { IsOptional, Matches } from 'class-validator';
import { ID_PATTERN, isId } from './id-pattern.js';
import { PageQuery } from './page.query.dto.js';

/** A list, a page at a time, of what is of an agreement and a customer. */
export class AgreementPageQuery extends PageQuery {
  @IsOptional()
  @Matches(ID_PATTERN, isId)
  agreementId?: string;

  @IsOptional()
  @Matches(ID_PATTERN, isId)
  customerId?: string;
}
