import { connect, type ConnectOptions, disconnect, pause, type Sql } from '@app/platform';
import { tryLockGroup } from './group-lock.js';
import type { RowSchema } from './projection.tables.js';

/** Where the read models are: what `connect` needs to reach schema `read`. */
export type ReadDatabase = Pick<ConnectOptions, 'url' | 'role' | 'logger'>;

/** One session through which all rows of a group in one schema are written. */
export interface RowSession {
  readonly sql: Sql;
  /** Aborts when the session has gone, and what it held with it. */
  readonly lost: AbortSignal;
  /** Hears what is notified on a channel from now on, in this session: what came before has to be looked for. */
  listen(this: void, channel: string, heard: () => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * A server that hears nothing from the owner's machine for three seconds ends its session, so that a standby gets the
 * lock in under five. Rows that a crash of the server loses are folded again: the checkpoint is lost with them. A plan
 * that was made while tables were empty would scan them whole when they have grown: each statement is planned anew.
 */
const parameters = {
  tcp_keepalives_idle: 1,
  tcp_keepalives_interval: 1,
  tcp_keepalives_count: 2,
  tcp_user_timeout: 3_000,
  synchronous_commit: 'off',
  plan_cache_mode: 'force_custom_plan',
};

const workOf: Readonly<Record<RowSchema, string>> = {
  read: 'projector',
  rebuild: 'rebuild',
  scratch: 'verification',
};

/** Opens a session for the rows of a group that serve (`read`), or for those made beside them. */
export const openRows = (
  database: ReadDatabase,
  group: string,
  schema: RowSchema,
  applicationName = `sla-ledger ${workOf[schema]} ${group}`,
): RowSession => {
  const lost = new AbortController();
  const channels = new Map<string, () => void>();
  const sql = connect({
    ...database,
    applicationName,
    max: 1,
    parameters: { ...parameters, search_path: schema },
    onClose: () => lost.abort(),
    onNotify: (channel) => channels.get(channel)?.(),
  });
  const listen = async (channel: string, heard: () => void): Promise<void> => {
    channels.set(channel, heard);
    await sql`listen ${sql(channel)}`;
  };
  return { sql, lost: lost.signal, listen, close: () => disconnect(sql) };
};

/**
 * Waits until no other process owns the group, and becomes its owner: the session returned holds its lock. Asks every now
 * and then: a session that waited inside the server would hold back its clean-up of old row versions for days.
 *
 * @param group or the name of other work that one process at a time does
 * @param standby.onStandby called each time another process turns out to own it
 * @param standby.applicationName as `pg_stat_activity` shows the session; absent: as one that writes the group's rows
 * @returns undefined when the signal aborted first
 * @throws what the database throws
 */
export const becomeOwner = async (
  database: ReadDatabase,
  group: string,
  signal: AbortSignal,
  standby: { onStandby: () => void; everyMs: number; applicationName?: string },
): Promise<RowSession | undefined> => {
  const session = openRows(database, group, 'read', standby.applicationName);
  try {
    while (!signal.aborted) {
      if (await tryLockGroup(session.sql, group)) return session;
      standby.onStandby();
      await pause(standby.everyMs, signal);
    }
    await session.close();
    return undefined;
  } catch (error) {
    await session.close();
    throw error;
  }
};
