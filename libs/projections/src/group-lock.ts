import type { Queryable, Sql } from '@app/platform';

const keyText = (group: string): string => `sla-ledger projection ${group}`;

/** Tries to become the one owner of a group, for as long as this session lives. */
export const tryLockGroup = async (sql: Sql, group: string): Promise<boolean> => {
  const [row] = await sql<{ locked: boolean }[]>`
    select pg_try_advisory_lock(hashtextextended(${keyText(group)}, 0)) as locked`;
  return row?.locked === true;
};

/** Whether some process owns the group at this moment. */
export const isGroupOwned = async (sql: Queryable, group: string): Promise<boolean> => {
  const rows = await sql`
    select 1 from pg_locks, hashtextextended(${keyText(group)}, 0) as key
    where locktype = 'advisory' and granted and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = key`;
  return rows.length > 0;
};
