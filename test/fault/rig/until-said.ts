import { eventually, withPostgres } from '../../support/stack-api.js';

/**
 * Waits until the rows hold the log to its end, and everything that has fallen due by now has been said in it: from then
 * on nobody appends to it unasked.
 */
export const untilAllIsSaid = (database: string): Promise<unknown> =>
  withPostgres(database, (sql) =>
    eventually(
      async () => {
        const [row] = await sql<{ unsettled: number; behind: boolean }[]>`
          select
            (select count(*)::int from read.deadline
              where ((fired_at is null or lifted_at is not null) and passes_at <= extract(epoch from now()))
                or (fired_at is not null and lifted_at is null
                  and coalesce(passes_at, 9223372036854775807) > greatest(extract(epoch from now()), fired_at))
            ) as unsettled,
            (select coalesce(max(position), 0) from log.event)
              > (select coalesce(min(last_event), 0) from read.projection_group) as behind`;
        return row;
      },
      (row) => row?.unsettled === 0 && !row.behind,
      120_000,
    ),
  );
