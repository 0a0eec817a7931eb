import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from './postgres.js';

/** How much of the rows is handed over at once, characters. */
const CHUNK = 65_536;

/** What a cell cannot hold as it is: what separates cells, and half a character, which would be stored as another one. */
const SPECIAL = /[\\\n\r\t\p{Surrogate}]/gu;
/** Whether there may be such a one: asked of units instead of characters, which is several times as fast. */
const MAY_BE_SPECIAL = /[\\\n\r\t\uD800-\uDFFF]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escape = (character: string): string => {
  const written = escapes[character];
  if (written === undefined)
    throw new RangeError('a text with half a character (a lone surrogate) cannot be stored');
  return written;
};

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return MAY_BE_SPECIAL.test(text) ? text.replace(SPECIAL, escape) : text;
};

function* chunksOf<Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row)[],
): Iterable<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${columns.map((column) => cellOf(row[column])).join('\t')}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/**
 * Values as an array of Postgres in one text: for a column of such a type, as any other array is JSON to `copyRows`, and
 * for `unnest($1::text::text[])`, as the driver looks at each value of an array several times.
 *
 * @example pgArray(['a', 'b"c']) // {"a","b\\"c"}
 */
export const pgArray = (values: readonly (string | number)[]): string =>
  `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/**
 * Inserts rows by `COPY`, which costs the database less than any `insert` of many.
 *
 * @param rows the keys of the first one name the columns; objects and arrays are stored as JSON, what is not there as null
 * @throws PostgresError as an insert would; RangeError for a text that is no Unicode. Then none of them is there
 * @example await copyRows(tx, 'ticket', [{ ticket_id: 'T-1', findings: pgArray([]), exclusions: [] }]);
 */
export async function copyRows<Row extends object>(
  tx: Transaction,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof Row & string)[];
  const into = await tx.unsafe(`copy "${table}" ("${columns.join('", "')}") from stdin`).writable();
  await pipeline(Readable.from(chunksOf(rows, columns)), into);
}
