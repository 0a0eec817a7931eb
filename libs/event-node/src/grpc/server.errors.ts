/** The node was told to listen where others can reach it, without what keeps them out. */
export class NotLoopbackError extends Error {
  override readonly name = 'NotLoopbackError';
  readonly code = 'NOT_LOOPBACK';
  constructor(host: string) {
    super(
      `others can reach ${host}, where the event node listens only with encryption and a secret: give it a certificate ` +
        'with its key, and a user with a password, or let it listen on 127.0.0.1',
    );
  }
}

/** Over a connection that is not encrypted the client sends no password at all. */
export class SecretWithoutTlsError extends Error {
  override readonly name = 'SecretWithoutTlsError';
  readonly code = 'SECRET_WITHOUT_TLS';
  constructor() {
    super(
      'a user and password go with encryption only: give the event node a certificate and its key as well',
    );
  }
}

/** Certificate and key are none, or do not belong together. */
export class BadCertificateError extends Error {
  override readonly name = 'BadCertificateError';
  readonly code = 'BAD_CERTIFICATE';
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `the certificate and key of the event node cannot be used (${why}): both must be PEM, and belong together`,
      { cause },
    );
  }
}

/** The port is taken, or may not be used. */
export class CannotListenError extends Error {
  override readonly name = 'CannotListenError';
  readonly code = 'CANNOT_LISTEN';
  constructor(where: string, cause: unknown) {
    super(`the event node cannot listen on ${where}: is the port in use?`, { cause });
  }
}
