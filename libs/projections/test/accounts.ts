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
  tables: { rate: 'create table rate (region text primary key, rate bigint not null)' },
  partitionBy: (event) => text(event, 'region'),
  load: async (sql, regions) => {
    const rows = await sql<{ region: string; rate: number }[]>`
      select region, rate from rate where region = any(${[...regions]})`;
    return new Map(rows.map((row) => [row.region, row.rate]));
  },
  apply: (_, event) => Number(event.data['rate']),
  save: async (sql, changed) => {
    await sql`
      insert into rate select * from unnest(${[...changed.keys()]}::text[], ${[...changed.values()]}::bigint[])
      on conflict (region) do update set rate = excluded.rate`;
  },
});

interface Account {
  readonly region: string;
  readonly total: number;
  readonly trail: string;
}

export interface AccountsOptions {
  readonly keepStates?: number;
  /** The program can fold what it could not before. */
  readonly mended?: boolean;
  /** Another version: with one more column. */
  readonly wide?: boolean;
}

const account = ({ keepStates = 0, mended = false, wide = false }: AccountsOptions) =>
  defineProjection<Account>({
    name: 'account',
    version: 1,
    handles: ['Added', 'Moved'],
    tables: {
      account: `create table account
        (id text primary key, region text not null, total bigint not null, trail text not null
        ${wide ? ', note text' : ''})`,
    },
    readIndexes: { account_by_total: 'account (total)' },
    keepStates,
    partitionBy: (event) => {
      if (!mended && event.data['poison'] === 'partition') throw new Error('whose is it?');
      return text(event, 'account');
    },
    load: async (sql, ids) => {
      const rows = await sql<({ id: string } & Account)[]>`
        select id, region, total, trail from account where id = any(${[...ids]})`;
      return new Map(rows.map(({ id, ...state }) => [id, state]));
    },
    apply: (state = { region: 'r0', total: 0, trail: '' }, event) => {
      if (!mended && event.data['poison'] === 'apply') throw new Error('cannot be folded');
      const trail = `${state.trail},${event.position}${!mended && event.data['poison'] === 'save' ? '\u0000' : ''}`;
      if (event.type === 'Moved') return { ...state, region: text(event, 'region'), trail };
      return { ...state, total: state.total + Number(event.data['amount']), trail };
    },
    save: async (sql, changed) => {
      const rows = [...changed].map(([id, state]) => ({ id, ...state }));
      await sql`
        insert into account select * from unnest(${rows.map((row) => row.id)}::text[],
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
  tables: { value: 'create table value (id text primary key, value bigint not null check (value <> 13))' },
  partitionBy: () => undefined,
  load: async (sql, ids) => {
    const rows = await sql<{ id: string }[]>`select id from account where id = any(${[...ids]})`;
    return new Map(rows.map((row) => [row.id, true]));
  },
  apply: () => true,
  save: async (sql, changed) => {
    await sql`
      insert into value
      select id, total * coalesce(rate, 0) from account left join rate using (region)
      where id = any(${[...changed.keys()]})
      on conflict (id) do update set value = excluded.value`;
  },
  touches: async function* (sql, changed) {
    const accounts = changed.get('account') ?? [];
    if (accounts.length > 0) yield accounts;
    const regions = [...(changed.get('rate') ?? [])];
    if (regions.length === 0) return;
    const rows = sql<{ id: string }[]>`select id from account where region = any(${regions}) order by id`;
    for (const row of await rows) yield [row.id];
  },
});

export const accounts = (options: AccountsOptions = {}) =>
  defineGroup({ name: 'accounts', projections: [rate, account(options), value] });

/** Every column of every row that serves, ordered: what must be the same bytes. */
export const dump = async (sql: Sql): Promise<string> => {
  const tables = ['rate', 'account', 'value', 'parked_partition', 'skipped_event', 'projection_group'];
  const all: unknown[] = [];
  for (const table of tables)
    all.push(await sql`select each::text as row from ${sql(`read.${table}`)} as each order by 1`);
  return JSON.stringify(all, null, 1);
};
