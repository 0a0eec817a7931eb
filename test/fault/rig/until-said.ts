import { problemReactors } from '@app/problems';
import type { RecordingParts } from '@app/recording';
import { eventually, withPostgres } from '../../support/stack-api.js';

/** Only their names and what they handle are asked here. */
const REACTORS = problemReactors({} as RecordingParts);

/**
 * Waits until the rows hold the log to its end, reactors have acted on all of it that they handle, and everything that
 * has fallen due by now has been said in it: from then on nobody appends to it unasked.
 */
export const untilAllIsSaid = (database: string): Promise<unknown> =>
  withPostgres(database, (sql) =>
    eventually(
      () =>
        sql.begin('isolation level repeatable read read only', async (tx) => {
          const [row] = await tx<{ unsettled: number; behind: boolean }[]>`
            select
              (select count(*)::int from read.deadline
                where ((fired_at is null or lifted_at is not null) and passes_at <= extract(epoch from now()))
                  or (fired_at is not null and lifted_at is null
                    and coalesce(passes_at, 9223372036854775807) > greatest(extract(epoch from now()), fired_at))
              ) as unsettled,
              (select coalesce(max(position), 0) from log.event)
                > (select coalesce(min(last_event), 0) from read.projection_group) as behind`;
          let unheeded = 0;
          for (const { name, handles } of REACTORS) {
            const [later] = await tx<{ count: number }[]>`
              select count(*)::int as count from log.event where type = any(${handles as string[]})
                and position > coalesce((select position from vault.reactor where name = ${name}), -1)`;
            unheeded += later?.count ?? 0;
          }
          return { ...row, unheeded };
        }),
      ({ unsettled, behind, unheeded }) => unsettled === 0 && !behind && unheeded === 0,
      120_000,
    ),
  );
