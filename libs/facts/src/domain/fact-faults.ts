import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Fault } from './fact-definition.js';
import { PATTERN_DETAILS } from './json-schema.js';

/** Everything a compiled schema finds wrong with a value, in the contract's codes; `at` goes before the pointers. */
export function faultsOf(validate: ValidateFunction, value: unknown, at = ''): readonly Fault[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => faultOf(error, at));
}

/** A field that must be there and is not. */
export function missing(pointer: string, detail = 'is missing'): Fault {
  return { pointer, code: 'MISSING_FIELD', detail };
}

type Params = Readonly<Record<string, unknown>>;

function faultOf(error: ErrorObject, at: string): Fault {
  const here = at + error.instancePath;
  const params: Params = error.params;
  switch (error.keyword) {
    case 'required':
      return missing(`${here}/${step(params['missingProperty'])}`);
    case 'additionalProperties':
      return {
        pointer: `${here}/${step(params['additionalProperty'])}`,
        code: 'UNKNOWN_FIELD',
        detail: 'is not a field that is known here',
      };
    default:
      return isOfInstant(error)
        ? { pointer: here, code: 'INVALID_INSTANT', detail: INSTANT_DETAIL }
        : { pointer: here, code: 'INVALID_VALUE', detail: detailOf(error, params) };
  }
}

const INSTANT_DETAIL = 'must be an RFC 3339 instant with an offset, such as 2026-03-13T16:40:00+01:00';

const isOfInstant = (error: ErrorObject): boolean =>
  (error.parentSchema as { format?: string } | undefined)?.format === 'date-time';

/** One step of a JSON pointer (RFC 6901, 3); a name of absurd length is cut, since answers repeat it. */
const step = (name: unknown): string =>
  String(name).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  array: 'a list',
};

const typeName = (type: unknown): string => TYPE_NAMES[String(type)] ?? String(type);

function detailOf(error: ErrorObject, params: Params): string {
  switch (error.keyword) {
    case 'type':
      return `must be ${[params['type']].flat().map(typeName).join(' or ')}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'pattern':
      return PATTERN_DETAILS[String(params['pattern'])] ?? `must match ${String(params['pattern'])}`;
    case 'maxLength':
      return `must not be longer than ${String(params['limit'])} characters`;
    default:
      return error.message ?? 'is not valid';
  }
}
