import type { Validated } from '@app/agreements/domain';
import { problems } from '@app/platform';

/**
 * The document, if it is valid and agrees with the path.
 *
 * @param path fields of the document that the path states too
 * @throws Problem VALIDATION_FAILED with every fault
 */
export const validated = <T extends object>(result: Validated<T>, path: Partial<T>): T => {
  if (result.kind === 'invalid') {
    const { faults } = result;
    const detail = faults.length === 1 ? 'there is 1 fault' : `there are ${faults.length} faults`;
    throw problems.VALIDATION_FAILED(detail, { errors: faults });
  }
  const other = (Object.keys(path) as (keyof T & string)[]).find((name) => result.value[name] !== path[name]);
  if (other === undefined) return result.value;
  throw problems.VALIDATION_FAILED('the body is about something else than the path', {
    errors: [{ pointer: `/${other}`, code: 'INVALID_VALUE', detail: `must be the ${other} of the path` }],
  });
};
