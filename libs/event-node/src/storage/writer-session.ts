import { hostname } from 'node:os';
import { connect, pause, type Sql } from '@app/platform';
import { type ReservedSql } from 'postgres';
import { WriterLockedError, WriterLostError, type WriterHolder } from './writer.errors.js';

export interface WriterSessionOptions {
  readonly url: string;
  readonly role?: string;
  /** How long to wait for another holder to go: a node killed a moment ago may still be listed. */
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

const lockKey = 'sla-ledger event-node writer';

const holderOf = async (sql: Sql): Promise<WriterHolder | undefined> => {
  const [row] = await sql<WriterHolder[]>`select pid, host, since from log.writer`;
  return row;
};

/**
 * The one connection that may write. It holds a session lock for its lifetime, so that the right to write ends exactly
 * when the database has finished with whatever this connection asked last. Once lost it stays lost: take a new one.
 */
export class WriterSession {
  private gone = false;

  private constructor(
    private readonly pool: Sql,
    private readonly connection: ReservedSql<{ int8: number; numeric: bigint }>,
  ) {}

  /** @throws WriterLockedError when another node keeps the right for longer than `waitMs` */
  static async take(options: WriterSessionOptions, onLost: () => void): Promise<WriterSession> {
    const noticed: { session?: WriterSession } = {};
    const pool = connect({
      url: options.url,
      ...(options.role === undefined ? {} : { role: options.role }),
      applicationName: `event-node writer ${hostname()}:${process.pid}`,
      max: 1,
      statementTimeoutMs: 30_000,
      parameters: { synchronous_commit: 'on' }, // an answer means durable, whatever the server's default is
      onClose: () => {
        if (noticed.session === undefined || noticed.session.gone) return;
        noticed.session.gone = true;
        onLost();
      },
    });
    try {
      noticed.session = new WriterSession(pool, await pool.reserve());
      await noticed.session.lock(options);
      return noticed.session;
    } catch (error) {
      await (noticed.session?.release() ?? pool.end({ timeout: 0 }));
      throw error;
    }
  }

  /** For statements of the writer. @throws WriterLostError once the connection is gone */
  get sql(): Sql {
    if (this.gone) throw new WriterLostError();
    return this.connection;
  }

  /** Gives the right to write back. */
  async release(): Promise<void> {
    const lost = this.gone;
    this.gone = true;
    if (!lost) this.connection.release(); // the pool would wait for a connection that is still reserved
    await this.pool.end({ timeout: lost ? 0 : 1 });
  }

  private async lock(options: WriterSessionOptions): Promise<void> {
    const until = performance.now() + options.waitMs;
    for (;;) {
      const [row] = await this.sql<{ taken: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended(${lockKey}, 0)) as taken`;
      if (row?.taken === true) break;
      if (performance.now() >= until || options.signal?.aborted === true) {
        throw new WriterLockedError(await holderOf(this.sql));
      }
      await pause(100, options.signal);
    }
    await this.sql`
      insert into log.writer (pid, host, since) values (${process.pid}, ${hostname()}, now())
      on conflict (single) do update set pid = excluded.pid, host = excluded.host, since = excluded.since`;
  }
}
