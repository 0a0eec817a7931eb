import type { StoredEvent } from '@app/event-store';
import type { Sql } from '@app/platform';
import { defineGroup } from '../src/projection-group.js';
import { defineProjection } from '../src/projection.js';

/** A small group with everything a real one has: two sources, and rows that depend on rows of both. */
const text = (event: StoredEvent, key: string): string => String(event.data[key]);

const rate = defineProjection<number>({
  name: 'rate',
  version: 1,
  handles: ['RateSet'],
  tables: ['read.rate'],
  migrations: [
    { id: 'rate-1', sql: 'create table read.rate (region text primary key, rate bigint not null)' },
  ],
  partitionBy: (event) => text(event, 'region'),
  load: async (sql, regions) => {
    const rows = await sql<{ region: string; rate: number }[]>`
      select region, rate from read.rate where region = any(${[...regions]})`;
    return new Map(rows.map((row) => [row.region, row.rate]));
  },
  apply: (_, event) => Number(event.data['rate']),
  save: async (sql, changed) => {
    await sql`
      insert into read.rate select * from unnest(${[...changed.keys()]}::text[], ${[...changed.values()]}::bigint[])
      on conflict (region) do update set rate = excluded.rate`;
  },
});

interface Account {
  readonly region: string;
  readonly total: number;
  readonly trail: string;
}

const account = (keepStates: number) =>
  defineProjection<Account>({
    name: 'account',
    version: 1,
    handles: ['Added', 'Moved'],
    tables: ['read.account'],
    keepStates,
    migrations: [
      {
        id: 'account-1',
        sql: `create table read.account
          (id text primary key, region text not null, total bigint not null, trail text not null)`,
      },
    ],
    partitionBy: (event) => {
      if (event.data['poison'] === 'partition') throw new Error('whose is it?');
      return text(event, 'account');
    },
    load: async (sql, ids) => {
      const rows = await sql<({ id: string } & Account)[]>`
        select id, region, total, trail from read.account where id = any(${[...ids]})`;
      return new Map(rows.map(({ id, ...state }) => [id, state]));
    },
    apply: (state = { region: 'r0', total: 0, trail: '' }, event) => {
      if (event.data['poison'] === 'apply') throw new Error('cannot be folded');
      const trail = `${state.trail},${event.position}${event.data['poison'] === 'save' ? '\u0000' : ''}`;
      if (event.type === 'Moved') return { ...state, region: text(event, 'region'), trail };
      return { ...state, total: state.total + Number(event.data['amount']), trail };
    },
    save: async (sql, changed) => {
      const rows = [...changed].map(([id, state]) => ({ id, ...state }));
      await sql`
        insert into read.account select * from unnest(${rows.map((row) => row.id)}::text[],
          ${rows.map((row) => row.region)}::text[], ${rows.map((row) => row.total)}::bigint[],
          ${rows.map((row) => row.trail)}::text[])
        on conflict (id) do update set region = excluded.region, total = excluded.total, trail = excluded.trail`;
    },
  });

/** `total` x `rate`: changes with either. A product of 13 is not allowed. */
const value = defineProjection<true>({
  name: 'value',
  version: 1,
  handles: [],
  tables: ['read.value'],
  migrations: [
    {
      id: 'value-1',
      sql: 'create table read.value (id text primary key, value bigint not null check (value <> 13))',
    },
  ],
  partitionBy: () => undefined,
  load: async (sql, ids) => {
    const rows = await sql<{ id: string }[]>`select id from read.account where id = any(${[...ids]})`;
    return new Map(rows.map((row) => [row.id, true]));
  },
  apply: () => true,
  save: async (sql, changed) => {
    await sql`
      insert into read.value
      select id, total * coalesce(rate, 0) from read.account left join read.rate using (region)
      where id = any(${[...changed.keys()]})
      on conflict (id) do update set value = excluded.value`;
  },
  touches: async function* (sql, changed) {
    const accounts = changed.get('account') ?? [];
    if (accounts.length > 0) yield accounts;
    const regions = [...(changed.get('rate') ?? [])];
    if (regions.length === 0) return;
    const rows = sql<
      { id: string }[]
    >`select id from read.account where region = any(${regions}) order by id`;
    for (const row of await rows) yield [row.id];
  },
});

export const accounts = (keepStates = 0) =>
  defineGroup({ name: 'accounts', projections: [rate, account(keepStates), value] });

/** Every column of every row, ordered: what must be the same bytes. */
export const dump = async (sql: Sql): Promise<string> => {
  const rates = await sql`select rate::text from read.rate order by 1`;
  const all = await sql`select account::text from read.account order by 1`;
  const values = await sql`select value::text from (select value from read.value) as v order by 1`;
  const parked = await sql`select parked_partition::text as parked from read.parked_partition order by 1`;
  const group = await sql`select projection_group::text as g from read.projection_group order by 1`;
  return JSON.stringify([rates, all, values, parked, group], null, 1);
};
