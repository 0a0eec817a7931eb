import { problems } from '@app/platform';
import { type PipeTransform, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

const faultOf = ({ property, constraints = {}, value }: ValidationError) => {
  const pointer = `/${property}`;
  if ('whitelistValidation' in constraints) {
    return { pointer, code: 'UNKNOWN_FIELD', detail: 'is not a field that is known here' };
  }
  if (value === undefined) return { pointer, code: 'MISSING_FIELD', detail: 'is missing' };
  return { pointer, code: 'INVALID_VALUE', detail: Object.values(constraints).join('; ') };
};

/** A simple JSON body by the class of the handler's argument (`*.body.dto.ts`); every fault is named. */
export class BodyPipe implements PipeTransform {
  private readonly validation = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) =>
      problems.VALIDATION_FAILED('the body cannot be used', { errors: errors.map(faultOf) }),
  });

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    return this.validation.transform(value ?? {}, metadata);
  }
}
