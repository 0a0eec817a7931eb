/** Who writes this log now. */
export interface WriterHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: Date;
}

/** Another node holds the right to write. */
export class WriterLockedError extends Error {
  override readonly name = 'WriterLockedError';
  readonly code = 'LOG_HAS_A_WRITER';
  constructor(readonly holder: WriterHolder | undefined) {
    const who =
      holder === undefined
        ? 'another process'
        : `process ${holder.pid} on host ${holder.host}, since ${holder.since.toISOString()}`;
    super(
      `this log is already being written by ${who}: stop that node first, or give this one another database`,
    );
  }
}

/** The table holds less than this node has already shown to its readers. */
export class LogShorterError extends Error {
  override readonly name = 'LogShorterError';
  readonly code = 'LOG_SHORTER';
  constructor(held: number, found: number) {
    super(
      `the log ended at position ${held} and now ends at ${found}: this is another or an older database; ` +
        'restore the right one, nothing was written to it',
    );
  }
}

/** The session with the right to write is gone. */
export class WriterLostError extends Error {
  override readonly name = 'WriterLostError';
  readonly code = 'WRITER_LOST';
  constructor() {
    super('the connection that writes the log was lost');
  }
}
