import postgres from 'postgres';
import type { Logger } from './logger.js';
import { columnTypes } from './postgres.types.js';
import { searchPathOf } from './roles.js';

/** A pool of connections. Rows come back with `int8` as number and `numeric` as bigint, see `columnTypes`. */
export type Sql = postgres.Sql<{ int8: number; numeric: bigint }>;

/** A transaction of such a pool. */
export type Transaction = postgres.TransactionSql<{ int8: number; numeric: bigint }>;

/** Either: for functions that only run statements. */
export type Queryable = Sql | Transaction;
/** A part of a statement, to be put into another one. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

export interface ConnectOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Shown in `pg_stat_activity`, so that an operator can tell who holds what. */
  readonly applicationName: string;
  /** Every session runs as this role (see `ensureSchemasAndRoles`) and looks into its schema; absent: as the user of the URL. */
  readonly role?: string;
  /** Most connections at once, default 10. */
  readonly max?: number;
  /** A statement that takes longer is cancelled by the server (SQLSTATE 57014); absent: no limit. */
  readonly statementTimeoutMs?: number;
  /** Notices of the server go here at level debug; absent: nowhere. */
  readonly logger?: Logger;
  /** Further session parameters, as `SET` would take them. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Called whenever one of the connections has gone, wanted or not: what its session held is lost. */
  readonly onClose?: () => void;
  /** Called for what this pool's sessions `LISTEN` to. */
  readonly onNotify?: (channel: string, payload: string) => void;
}

/**
 * A lazy pool: nothing is connected before the first statement, and a lost connection is replaced at the next one, so
 * a database that comes back needs no restart of ours. The statement that was under way fails (see
 * `isConnectionLost`); repeating it is the caller's decision.
 */
export const connect = (options: ConnectOptions): Sql =>
  postgres(options.url, {
    max: options.max ?? 10,
    connect_timeout: 5,
    backoff: (retries: number) => Math.min(2, 0.05 * 2 ** retries),
    types: columnTypes,
    onnotice: (notice) => options.logger?.debug({ notice }, 'notice of the database'),
    ...(options.onClose === undefined ? {} : { onclose: options.onClose }),
    ...(options.onNotify === undefined ? {} : { onnotify: options.onNotify }),
    connection: {
      application_name: options.applicationName,
      ...(options.role === undefined ? {} : { role: options.role }),
      ...searchPathOf(options.role),
      ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
      ...options.parameters,
    },
  });

/** Ends a pool: what is under way gets two seconds, then its connections are cut. Never throws. */
export const disconnect = async (sql: Sql): Promise<void> => {
  // Without a limit `end` waits for ever for a connection that broke under a statement (postgres.js 3.4.9).
  await sql.end({ timeout: 2 }).catch(() => undefined);
};
