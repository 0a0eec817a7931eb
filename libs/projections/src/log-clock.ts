import type { Queryable } from '@app/platform';
import { defineProjection, EVERY_EVENT } from './projection.js';

interface Tick {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * The log's clock: at which positions it stood at which millisecond, for every event whatever its type. A row a
 * millisecond at which something was recorded: events that were appended together share one.
 *
 * `recordedAt` never goes back in the log, so the rows are in the order of positions as well.
 */
export const logClockProjection = () =>
  defineProjection<Tick>({
    name: 'log-clock',
    version: 1,
    handles: EVERY_EVENT,
    tables: {
      log_clock: `
      create table log_clock (
        recorded_at_ms bigint primary key,
        first_position numeric(20) not null,
        last_position numeric(20) not null
      );
      create unique index log_clock_of_position on log_clock (first_position);
    `,
    },
    partitionBy: ({ recordedAtMs }) => String(recordedAtMs),
    // What is there is widened where it is written: it need not be read.
    load: () => Promise.resolve(new Map()),
    apply: (tick, { position }) => ({ first: tick?.first ?? position, last: position }),
    save: async (sql, changed) => {
      const ticks = [...changed.values()];
      await sql`
        insert into log_clock
        select * from unnest(${[...changed.keys()]}::bigint[], ${ticks.map(({ first }) => String(first))}::numeric[],
          ${ticks.map(({ last }) => String(last))}::numeric[])
        on conflict (recorded_at_ms) do update set
          first_position = least(log_clock.first_position, excluded.first_position),
          last_position = greatest(log_clock.last_position, excluded.last_position)`;
    },
  });

/**
 * Of the longest prefix of the log without a later `recordedAt`, the last position; undefined where it is empty.
 *
 * @param sql looks into the schema of the rows
 */
export async function positionAtMs(sql: Queryable, ms: number): Promise<bigint | undefined> {
  const [row] = await sql<{ last_position: bigint }[]>`
    select last_position from log_clock where recorded_at_ms <= ${ms} order by recorded_at_ms desc limit 1`;
  return row?.last_position;
}

/**
 * When the last event up to a position was recorded, in milliseconds; undefined where there is none.
 *
 * @param sql looks into the schema of the rows
 */
export async function recordedAtMsOf(sql: Queryable, position: bigint): Promise<number | undefined> {
  const [row] = await sql<{ recorded_at_ms: number }[]>`
    select recorded_at_ms from log_clock where first_position <= ${String(position)}
    order by first_position desc limit 1`;
  return row?.recorded_at_ms;
}
