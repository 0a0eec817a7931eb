import type { Transaction } from '@app/platform';
import { type ComparedTable, DIFFERS, pairedRows } from '../rebuild/compare-tables.js';

/** One value that serves and is not what the log gives; of a row that only one side has, the column is null. */
export interface RowDifference {
  /** By the names of the primary key's columns. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly kind: 'changed' | 'missing' | 'unexpected';
  readonly column: string | null;
  readonly stored: unknown;
  readonly computed: unknown;
}

/** What is not the same in one table. */
export interface RowDifferences {
  /** How many rows; null: the columns are others, so rows were not compared. */
  readonly rows: number | null;
  /** How many rows were compared. */
  readonly compared: number;
  /** Of the first rows by key, each column. */
  readonly first: readonly RowDifference[];
  /** The first column of the key of each row that differs, each value once, in order. */
  readonly owners: readonly string[];
}

type FoundRow = Omit<RowDifference, 'key'> & { readonly key: readonly unknown[] };

interface Counts {
  readonly rows: number;
  readonly compared: number;
}

/** Each column that differs, of the first rows. What only one schema has is told as the row that it is. */
const columns = (limit: number): string => `
  select key::jsonb as key, name as column,
    case when served::text is null then 'missing' when made::text is null then 'unexpected' else 'changed' end as kind,
    case when made::text is null then to_jsonb(served) else stored end as stored,
    case when served::text is null then to_jsonb(made) else computed end as computed
  from (select * from different order by key limit ${limit}) as told
  left join lateral (
    select name, one.value as stored, other.value as computed
    from jsonb_each(to_jsonb(served)) as one (name, value) join jsonb_each(to_jsonb(made)) as other (name, value) using (name)
    where one.value::text is distinct from other.value::text
  ) as cell on true
  order by told.key, name`;

/**
 * Holds the rows of one table that serve against those made in schema `scratch`.
 *
 * @param tx sees both as of one position
 * @param limit so many rows are told column by column, the others are counted
 */
export const rowDifferences = async (
  tx: Transaction,
  table: ComparedTable,
  limit: number,
): Promise<RowDifferences> => {
  const paired = await pairedRows(tx, 'scratch', table);
  if (paired === undefined) return { rows: null, compared: 0, first: [], owners: [] };
  const { pairs, different, key: names } = paired;
  const [counts] = await tx.unsafe<Counts[]>(
    `select count(*) filter (where ${DIFFERS}) as rows, count(made) as compared from ${pairs}`,
  );
  const { rows, compared } = counts ?? { rows: 0, compared: 0 };
  if (rows === 0) return { rows, compared, first: [], owners: [] };
  const first = await tx.unsafe<FoundRow[]>(`${different} ${columns(limit)}`);
  const owners = await tx.unsafe<{ owner: string }[]>(
    `${different} select distinct key::jsonb ->> 0 as owner from different order by owner`,
  );
  const named = (values: readonly unknown[]) =>
    Object.fromEntries(names.map((name, at) => [name, values[at]]));
  return {
    rows,
    compared,
    first: first.map(({ key, ...row }) => ({ ...row, key: named(key) })),
    owners: owners.map(({ owner }) => owner),
  };
};
