import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

/** A call's end as the client reads it: trailers first, then the code. */
export const failure = (
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): Partial<ServiceError> & Error => {
  const metadata = new Metadata();
  // Trailers are ASCII; the names in them are for display only.
  for (const [key, value] of Object.entries(trailers))
    metadata.set(key, encodeURI(value).replaceAll('%20', ' '));
  return Object.assign(new Error(details), { code, details, metadata });
};

export const unavailable = (why: string): Partial<ServiceError> & Error => failure(status.UNAVAILABLE, why);

export const invalidArgument = (why: string): Partial<ServiceError> & Error =>
  failure(status.INVALID_ARGUMENT, why);

/** What a ledger that never forgets does not do. */
export const unimplemented = (what: string): Partial<ServiceError> & Error =>
  failure(
    status.UNIMPLEMENTED,
    `${what}: this log is append-only and keeps neither deletions nor stream metadata`,
  );

/** The database behind a read is away, or the node has a fault: in both cases the reader may come again. */
export const readFailure = (error: unknown): Partial<ServiceError> & Error =>
  unavailable(
    `the log cannot be read at the moment: ${error instanceof Error ? error.message : String(error)}`,
  );
