import { connect, type Sql, type Transaction } from '@app/platform';
import type { ReadDatabase } from './owner-session.js';
import type { RowSchema } from './projection.tables.js';

/** How many look at the same time. */
const LOOKS = 3;

/** Sessions that hold rows made anew against those that serve (`read.TABLE`). */
export const connectLooks = (database: ReadDatabase, group: string, made: RowSchema): Sql =>
  connect({
    ...database,
    applicationName: `sla-ledger comparison ${group}`,
    max: LOOKS + 1,
    // Sorting and joining in memory: each table is read whole, once.
    parameters: { search_path: made, work_mem: '64MB' },
  });

/** One state of the database, for several sessions at once. */
export interface SharedSnapshot {
  /** Reads in a session of its own, of this very state; several may look at the same time. */
  look<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Lets go of it: nobody looks any more. Never throws. */
  close(): Promise<void>;
}

const mode = 'isolation level repeatable read read only';

/**
 * Takes a snapshot, and holds it until it is closed. No rows take the place of those that serve until then.
 *
 * @param sql one of its connections is held, each look takes one more
 */
export const openSharedSnapshot = async (sql: Sql): Promise<SharedSnapshot> => {
  const ended = new AbortController();
  let tell: (name: string) => void;
  const named = new Promise<string>((resolve) => (tell = resolve));
  const holding = sql.begin(mode, async (tx) => {
    // Before anything is seen, as every reader does: a switch of tables comes before it or after it.
    await tx`lock table read.projection_switch in access share mode`;
    const [row] = await tx<{ name: string }[]>`select pg_export_snapshot() as name`;
    tell(row?.name ?? '');
    await new Promise((resolve) => ended.signal.addEventListener('abort', resolve));
    return '';
  });
  const name = await Promise.race([named, holding]);
  return {
    look: async (work) => {
      const result = await sql.begin(mode, async (tx) => {
        await tx.unsafe(`set transaction snapshot '${name}'`);
        return { answer: await work(tx) };
      });
      return result.answer;
    },
    close: async () => {
      ended.abort();
      await holding.catch(() => undefined);
    },
  };
};
