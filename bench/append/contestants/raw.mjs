import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { numberOf, payloadOf } from '../../lib/log-events.mjs';
import { addTo } from '../check.mjs';

const foundIn = (sql, table) => async (prefix) => {
  const found = new Map();
  const rows = await sql`
    select stream, data from ${sql(table)} where starts_with(stream, ${prefix}) order by position`;
  for (const { stream, data } of rows) addTo(found, stream, numberOf(JSON.parse(data.toString())));
  return found;
};

const createTable = (sql, table) =>
  sql`create table ${sql(table)} (position bigserial primary key, stream text not null, data bytea not null)`;

/**
 * What Postgres gives for a row, a statement and a commit each, without any stream or check.
 *
 * @param sql a pool of 16 connections
 */
export const insertRows = async (sql) => {
  await createTable(sql, 'bench_insert');
  return {
    name: 'insert',
    append: async (stream, [number]) => {
      await sql`insert into bench_insert (stream, data) values (${stream}, ${Buffer.from(JSON.stringify(payloadOf(number)))})`;
    },
    found: foundIn(sql, 'bench_insert'),
  };
};

/** The fastest way into Postgres: a COPY and a commit for each batch. */
export const copyRows = async (sql) => {
  await createTable(sql, 'bench_copy');
  return {
    name: 'COPY',
    append: async (stream, numbers) => {
      const lines = numbers.map(
        (number) => `${stream}\t\\\\x${Buffer.from(JSON.stringify(payloadOf(number))).toString('hex')}\n`,
      );
      const target = await sql`copy bench_copy (stream, data) from stdin`.writable();
      await pipeline(Readable.from([lines.join('')]), target);
    },
    found: foundIn(sql, 'bench_copy'),
  };
};
