import {
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  RequiredMetadataPropertyMissingError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { EventStoreError } from './event-store.errors.js';

/** The log did not answer within our own limit: the client itself has none. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** What an error of the client means for us. */
export type Failure =
  | { readonly kind: 'wrong-revision'; readonly actual: bigint | 'no-stream' }
  | { readonly kind: 'no-stream' }
  | { readonly kind: 'permanent'; readonly error: EventStoreError }
  /** Unknown outcome: repeat. `newClient`: this client may be stuck, take another one. */
  | { readonly kind: 'lost'; readonly newClient: boolean };

const unavailable = 14;
const cancelled = 1;
const permanentCodes = [3, 7, 12, 16]; // invalid argument, permission, unimplemented, unauthenticated

const textOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

// Unavailable and cancelled make the client take another channel by itself.
const reconnects = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  if ('type' in error && (error.type === 'unavailable' || error.type === 'cancelled')) return true;
  return 'code' in error && (error.code === unavailable || error.code === cancelled);
};

const refused = (error: unknown): boolean =>
  (typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    permanentCodes.includes(Number(error.code))) ||
  // How the client words a detail that it does not know: bad requests and what the embedded node refuses.
  /^Could not recognize (BadRequest|UNIMPLEMENTED|InvalidTransaction|Maximum)/.test(textOf(error));

/**
 * Sorts the client's errors. Everything that is not known to be final counts as lost: asking again with the same ids
 * is harmless, taking a written append for a failed one is not.
 */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof WrongExpectedVersionError) {
    // A number is possible only for a deleted stream, which has no events to continue from.
    const actual = error.actualVersion;
    return {
      kind: 'wrong-revision',
      actual: typeof actual === 'bigint' && actual >= 0n ? actual : 'no-stream',
    };
  }
  if (error instanceof StreamNotFoundError) return { kind: 'no-stream' };
  if (error instanceof EventStoreError) return { kind: 'permanent', error };
  const permanent = (code: EventStoreError['code']): Failure => ({
    kind: 'permanent',
    error: new EventStoreError(code, textOf(error), { cause: error }),
  });
  if (error instanceof MaxAppendSizeExceededError) return permanent('APPEND_TOO_LARGE');
  if (error instanceof StreamDeletedError) return permanent('STREAM_DELETED');
  if (
    error instanceof AccessDeniedError ||
    error instanceof InvalidArgumentError ||
    error instanceof RequiredMetadataPropertyMissingError ||
    refused(error)
  ) {
    return permanent('LOG_REFUSED');
  }
  return { kind: 'lost', newClient: !reconnects(error) };
};
