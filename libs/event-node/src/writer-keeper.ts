import { backoffMs, type Logger, pause } from '@app/platform';
import { type GroupCommit } from './group-commit.js';
import { type LiveTail } from './live-tail.js';
import { type LogWriter } from './log-writer.js';
import { type EventNodeMetrics } from './metrics.js';
import { readHead } from './storage/log-table.js';
import { LogShorterError, WriterLockedError, WriterLostError } from './storage/writer.errors.js';
import { WriterSession, type WriterSessionOptions } from './storage/writer-session.js';

export interface Written {
  readonly log: GroupCommit;
  readonly writer: LogWriter;
  readonly tail: LiveTail;
}

/**
 * Keeps the right to write. When the session is lost, or it is not known how a transaction ended, appends are refused
 * until a new session holds the lock, which the database gives only after it has finished with the old one, and the
 * head has been read again.
 */
export class WriterKeeper {
  private session: WriterSession | undefined;
  private restoring: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  private written: Written | undefined;

  constructor(
    private readonly database: Pick<WriterSessionOptions, 'url' | 'role'>,
    private readonly logger: Logger,
    private readonly metrics: EventNodeMetrics,
    /** Called when this node must not go on: another one writes, or the log is not the one it was. */
    private readonly onFatal: (error: Error) => void,
  ) {}

  /** The session of the writer. @throws WriterLostError while there is none */
  readonly sql = () => {
    if (this.session === undefined) throw new WriterLostError();
    return this.session.sql;
  };

  async take(waitMs: number): Promise<void> {
    this.session = await WriterSession.take({ ...this.database, waitMs, signal: this.stopping.signal }, () =>
      this.lost('the connection of the writer was closed'),
    );
  }

  guard(written: Written): void {
    this.written = written;
  }

  /** Refuses appends and begins to restore. */
  lost(error: unknown): void {
    if (this.stopping.signal.aborted || this.written === undefined || this.restoring !== undefined) return;
    this.metrics.writerLosses.inc();
    this.logger.error({ err: error }, 'the log cannot be written to, trying to get back');
    this.written.log.pause('the log cannot be written to at the moment');
    this.restoring = this.restore(this.written);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.restoring;
    await this.session?.release();
    this.session = undefined;
  }

  private async restore({ log, writer, tail }: Written): Promise<void> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt += 1) {
      try {
        const old = this.session;
        this.session = undefined;
        await old?.release();
        await this.take(15_000); // the old session may still be busy in the database
        const head = await readHead(this.sql());
        if (head.position < tail.head) throw new LogShorterError(tail.head, head.position);
        writer.restart(head);
        tail.reset(head.position);
        this.restoring = undefined; // before the next failure can come, which has to start anew
        log.resume();
        this.logger.info({ position: head.position }, 'the log can be written to again');
        return;
      } catch (error) {
        if (error instanceof WriterLockedError || error instanceof LogShorterError)
          return this.onFatal(error);
        this.logger.warn({ err: error, attempt }, 'the right to write could not be taken');
        await pause(backoffMs(attempt, { maxMs: 2_000 }, Math.random), this.stopping.signal);
      }
    }
  }
}
