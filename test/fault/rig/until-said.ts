import { connect, disconnect, nowSecond, type Sql, systemClock } from '@app/platform';
import { problemReactors } from '@app/problems';
import { unsettledOwners } from '@app/reactors';
import type { RecordingParts } from '@app/recording';
import { eventually } from '../../support/stack-api.js';

/** Only their names and what they handle are asked here. */
const REACTORS = problemReactors({} as RecordingParts);

/**
 * Waits until the rows hold the log to its end, reactors have acted on all of it that they handle, and everything that
 * has fallen due by now has been said in it: from then on nobody appends to it unasked.
 */
export const untilAllIsSaid = async (database: string): Promise<void> => {
  const sql = connect({ url: database, applicationName: 'test', max: 1 });
  try {
    await eventually(
      () => whatIsLeft(sql),
      ({ unsettled, behind, unheeded }) => unsettled === 0 && !behind && unheeded === 0,
      120_000,
    );
  } finally {
    await disconnect(sql);
  }
};

const whatIsLeft = (sql: Sql) =>
  sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx`set local search_path = read`;
    const owners = await unsettledOwners(tx, nowSecond(systemClock), { after: '', limit: 1, without: [] });
    const [row] = await tx<{ behind: boolean }[]>`
      select (select coalesce(max(position), 0) from log.event)
        > (select coalesce(min(last_event), 0) from read.projection_group) as behind`;
    let unheeded = 0;
    for (const { name, handles } of REACTORS) {
      const [later] = await tx<{ count: number }[]>`
        select count(*)::int as count from log.event where type = any(${handles as string[]})
          and position > coalesce((select position from vault.reactor where name = ${name}), -1)`;
      unheeded += later?.count ?? 0;
    }
    return { unsettled: owners.length, behind: row?.behind, unheeded };
  });
