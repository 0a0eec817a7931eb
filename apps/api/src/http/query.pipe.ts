import { type Problem, problems, type ProblemFault } from '@app/platform';
import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

const faultOf = ({ property, constraints = {} }: ValidationError): ProblemFault => {
  const pointer = `/query/${property}`;
  if ('whitelistValidation' in constraints) {
    return { pointer, code: 'UNKNOWN_PARAMETER', detail: 'is not a parameter of this resource' };
  }
  return { pointer, code: 'INVALID_VALUE', detail: Object.values(constraints).join('; ') };
};

const refusal = (errors: readonly ValidationError[]): Problem =>
  problems.VALIDATION_FAILED('the query cannot be used', { errors: errors.map(faultOf) });

/**
 * Query parameters by the class of the handler's argument (`*.query.dto.ts`). Every fault is named, and a parameter that
 * is not known is one: a misspelt filter would otherwise answer a question that was not asked.
 */
export class QueryPipe implements PipeTransform {
  private readonly validation = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: refusal,
  });

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    return metadata.type === 'query' ? this.validation.transform(value, metadata) : value;
  }
}
