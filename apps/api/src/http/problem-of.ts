import { EventStoreError } from '@app/event-store';
import { asDatabaseUnavailable, Problem, problems } from '@app/platform';
import { RecordingConflictError } from '@app/recording';
import { HttpException } from '@nestjs/common';
import { apiProblems } from '../api.problems.js';

const LOG_DETAIL = 'the event log does not answer at the moment; try again shortly, repeating is harmless';

const ofLog = (error: EventStoreError): Problem | undefined => {
  switch (error.code) {
    case 'LOG_UNAVAILABLE':
    case 'EVENT_STORE_CLOSED':
      return problems.LOG_UNAVAILABLE(LOG_DETAIL, { retryAfterSeconds: 2, cause: error });
    case 'APPEND_TOO_LARGE':
      return problems.PAYLOAD_TOO_LARGE('the log does not take so much at once', { cause: error });
    case 'INVALID_EVENT':
    case 'STREAM_DELETED':
    case 'LOG_REFUSED':
    case 'UNKNOWN_SHAPE':
      return undefined;
  }
};

/** What the framework itself refuses, by status. Its messages name no internals. */
const ofFramework = (status: number, message: string, cause: unknown): Problem | undefined => {
  switch (status) {
    case 400:
      return problems.VALIDATION_FAILED(message, {
        errors: [{ pointer: '', code: 'INVALID_VALUE', detail: message }],
        cause,
      });
    // The pages at /docs answer so to a path that would lead out of their folder.
    case 403:
    case 404:
      return problems.NOT_FOUND('this path leads nowhere; /docs says which there are', { cause });
    case 413:
      return problems.PAYLOAD_TOO_LARGE('a JSON body may have 1 MiB; send many facts to /v1/imports', {
        cause,
      });
    case 414:
      return apiProblems.URI_TOO_LONG(message, { cause });
    case 415:
      return problems.UNSUPPORTED_MEDIA_TYPE('send application/json (imports: application/x-ndjson)', {
        cause,
      });
    case 503:
      return apiProblems.SHUTTING_DOWN('try again shortly', { retryAfterSeconds: 1, cause });
    default:
      return undefined;
  }
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
};

/**
 * Any error as the answer to give: problems as they are, failures of log and database that will pass as 503, refusals of
 * the framework by their status, and everything else as 500 that tells nothing but where to look.
 */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof RecordingConflictError) {
    const detail = 'others keep recording on the same thing; try again, what was recorded stays';
    return problems.CONFLICT(detail, { retryAfterSeconds: 1, cause: error });
  }
  const unavailable = error instanceof EventStoreError ? ofLog(error) : asDatabaseUnavailable(error);
  if (unavailable !== undefined) return unavailable;
  const status = statusOf(error);
  const known = status === undefined ? undefined : ofFramework(status, (error as Error).message, error);
  return (
    known ??
    problems.INTERNAL('the log of the API has the details under this correlation id', { cause: error })
  );
};
