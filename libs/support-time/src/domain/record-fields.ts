import { type CalendarFault } from './calendar-error.js';

/** Is this a JSON object? */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A fault for each field that is none of `known`: a slip such as `holiday` would else go unseen. */
export function unknownFields(
  record: Readonly<Record<string, unknown>>,
  known: readonly string[],
  pointer: string,
): CalendarFault[] {
  return Object.keys(record)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      pointer: `${pointer}/${escaped(field)}`,
      code: 'UNKNOWN_FIELD',
      detail: `Unknown field; known are ${known.join(', ')}.`,
    }));
}

/** As RFC 6901 writes a name. */
function escaped(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1');
}
