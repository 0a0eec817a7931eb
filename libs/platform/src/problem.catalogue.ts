import { defineProblems } from './define-problems.js';

/** The problems that belong to no domain. Libraries add their own with `defineProblems`. */
export const problems = defineProblems({
  VALIDATION_FAILED: { status: 400, title: 'The request is not valid' },
  UNAUTHENTICATED: { status: 401, title: 'A valid bearer token is needed' },
  FORBIDDEN: { status: 403, title: 'This token may not do that' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This resource does not know that method' },
  NOT_ACCEPTABLE: { status: 406, title: 'None of the accepted media types can be given' },
  CONFLICT: { status: 409, title: 'The state of the resource does not allow that' },
  REVISION_MISMATCH: { status: 412, title: 'The resource has changed since it was read' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'This media type is not taken here' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'This Idempotency-Key was used with another body' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  INTERNAL: { status: 500, title: 'Something failed on our side' },
  READ_MODEL_BEHIND: { status: 503, title: 'The read models do not hold that position yet' },
  LOG_UNAVAILABLE: { status: 503, title: 'The event log cannot be reached' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database cannot be reached' },
});
