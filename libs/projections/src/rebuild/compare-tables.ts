import type { Queryable, Sql, Transaction } from '@app/platform';
import { type ProjectionGroup, tablesOf } from '../projection-group.js';
import type { RowSchema } from '../projection.tables.js';
import { openSharedSnapshot } from '../exported-snapshot.js';

/** A table whose rows are not the same in both schemas. */
export interface TableDifference {
  readonly table: string;
  /** How many rows differ, or are in one of both only; null: the columns differ, so rows were not compared. */
  readonly rows: number | null;
  /** Primary keys of the first few of them, as JSON arrays. No other column: they may hold personal data. */
  readonly keys: readonly string[];
}

const shown = 5;

const columnsOf = async (sql: Queryable, table: string): Promise<string> => {
  const [row] = await sql<{ columns: string | null }[]>`
    select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) as columns
    from pg_attribute where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`;
  return row?.columns ?? '';
};

const keyOf = async (sql: Queryable, table: string): Promise<readonly string[]> => {
  const rows = await sql<{ name: string }[]>`
    select attname as name from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
    where indrelid = to_regclass(${table}) and indisprimary order by array_position(indkey::int2[], attnum)`;
  if (rows.length === 0) throw new Error(`table ${table} has no primary key to compare its rows by`);
  return rows.map(({ name }) => name);
};

/** Which rows of a table are compared: all, unless a condition on each side says otherwise. */
export interface ComparedTable {
  readonly table: string;
  readonly served?: string;
  readonly made?: string;
}

/** The rows of a table in both schemas, each beside the other one of its key. */
export interface PairedRows {
  /** What `served` and `made` are selected from; of a row that only one side has, the other is null. */
  readonly pairs: string;
  /** `with different (key, served, made)`, to be selected from; `key` is a JSON array. */
  readonly different: string;
  /** Names of the key's columns, in its order. */
  readonly key: readonly string[];
}

/** Every column by its bytes, which costs a fraction of writing both out as text; also where there is only one of both. */
export const DIFFERS = '(served *= made) is not true';

/** @returns undefined where the columns of the table are not the same, so that its rows cannot be */
export const pairedRows = async (
  tx: Transaction,
  schema: RowSchema,
  { table, served: servedIf = 'true', made: madeIf = 'true' }: ComparedTable,
): Promise<PairedRows | undefined> => {
  const [served, made] = [`read.${table}`, `${schema}.${table}`];
  if ((await columnsOf(tx, served)) !== (await columnsOf(tx, made))) return undefined;
  const names = await keyOf(tx, made);
  const key = names.map((name) => `"${name}"`).join(', ');
  const pairs = `(select * from ${served} where ${servedIf}) as served
    full join (select * from ${made} where ${madeIf}) as made using (${key})`;
  const different = `with different as (
    select jsonb_build_array(${key})::text as key, served, made from ${pairs} where ${DIFFERS})`;
  return { pairs, different, key: names };
};

const compareTable = async (
  tx: Transaction,
  compared: ComparedTable,
): Promise<TableDifference | undefined> => {
  const { table } = compared;
  const paired = await pairedRows(tx, 'rebuild', compared);
  if (paired === undefined) return { table, rows: null, keys: [] };
  const [found] = await tx.unsafe<{ rows: number; keys: string[] }[]>(`
    ${paired.different}
    select (select count(*) from different) as rows,
      array(select key from different order by key limit ${shown}) as keys`);
  return found === undefined || found.rows === 0 ? undefined : { table, ...found };
};

/** All that is kept of a group: its own tables, and its share of those that every group has. */
export const comparedTables = (group: ProjectionGroup): readonly ComparedTable[] => {
  const own = `group_name = '${group.name.replaceAll("'", "''")}'`;
  return [
    ...tablesOf(group).map((table) => ({ table })),
    ...['parked_partition', 'skipped_event'].map((table) => ({ table, served: own, made: own })),
  ];
};

/**
 * Begins to hold the new rows of a group against those that serve, in one state of the database; several tables at the same
 * time.
 *
 * @param sql looks at both schemas; its connections are taken until the end, two at least
 * @returns once either may change without a trace in the outcome: tables that differ
 */
export const compareTables = async (
  sql: Sql,
  group: ProjectionGroup,
): Promise<{ readonly outcome: Promise<readonly TableDifference[]> }> => {
  const snapshot = await openSharedSnapshot(sql);
  const compare = async (): Promise<readonly TableDifference[]> => {
    try {
      const tables = comparedTables(group);
      const found = await Promise.all(
        tables.map((table) => snapshot.look(async (tx) => [await compareTable(tx, table)])),
      );
      return found.flat().flatMap((difference) => difference ?? []);
    } finally {
      await snapshot.close();
    }
  };
  return { outcome: compare() };
};
