/** One fault of an input, found by a JSON pointer (RFC 6901); `''` is the whole document. */
export interface ProblemFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a problem may say besides its code and detail. */
export interface ProblemExtras {
  /** Every fault of the input, not the first. */
  readonly errors?: readonly ProblemFault[];
  /** Sent as `Retry-After`, whole seconds. */
  readonly retryAfterSeconds?: number;
  /** Further response headers, such as `Allow` or `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What went wrong underneath; logged, never sent. */
  readonly cause?: unknown;
}

/** An answer that is not success, thrown by anything below the HTTP edge that knows what to tell the caller. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(`${code}: ${detail}`, { cause: extras.cause });
  }
}

/** The body of an `application/problem+json` answer. */
export interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly ProblemFault[];
}

/** RFC 9457, with `code` and `errors` as extension members. The type is a URN: a name, not a page to fetch. */
export const toProblemJson = (problem: Problem): ProblemJson => ({
  type: `urn:sla-ledger:problem:${problem.code}`,
  title: problem.title,
  status: problem.status,
  detail: problem.detail,
  code: problem.code,
  ...(problem.extras.errors === undefined ? {} : { errors: problem.extras.errors }),
});

/** The headers that go with the answer, content type included. */
export const problemHeaders = (problem: Problem): Readonly<Record<string, string>> => ({
  'content-type': 'application/problem+json; charset=utf-8',
  ...(problem.extras.retryAfterSeconds === undefined
    ? {}
    : { 'retry-after': String(problem.extras.retryAfterSeconds) }),
  ...problem.extras.headers,
});
