import { problems } from '@app/platform';

/** The place after which the next page begins, as text that callers carry and nobody reads. */
export const encodeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

const invalid = (cause?: unknown): Error =>
  problems.VALIDATION_FAILED('the cursor is none of ours', {
    errors: [
      { pointer: '/query/cursor', code: 'INVALID_VALUE', detail: 'must be the `next` of the page before' },
    ],
    cause,
  });

/**
 * Reads a cursor back.
 *
 * @param isPlace tells whether what was read is a place of this list: cursors of other lists are refused too
 * @throws Problem VALIDATION_FAILED
 */
export const decodeCursor = <Place extends readonly (string | number)[]>(
  cursor: string | undefined,
  isPlace: (place: readonly unknown[]) => place is Place,
): Place | undefined => {
  if (cursor === undefined) return undefined;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (error) {
    throw invalid(error);
  }
  if (!Array.isArray(place) || !isPlace(place)) throw invalid();
  return place;
};

/** The place of a list by id. */
export const isIdPlace = (place: readonly unknown[]): place is [string] =>
  place.length === 1 && typeof place[0] === 'string';

/** A place in a history: a position of the log, and the instant that the first page was of. */
export const isPlaceAt = (place: readonly unknown[]): place is [string, number] =>
  place.length === 2 &&
  typeof place[0] === 'string' &&
  /^\d{1,20}$/.test(place[0]) &&
  typeof place[1] === 'number' &&
  // Beyond it no instant can be written.
  Number.isSafeInteger(place[1] * 1_000);

/** A place in a list that is computed whole: how many came before. */
export const isCountPlace = (place: readonly unknown[]): place is [number] =>
  place.length === 1 && typeof place[0] === 'number' && Number.isSafeInteger(place[0]) && place[0] >= 0;
