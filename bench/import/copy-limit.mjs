import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';

const CHUNK_ROWS = 1000;

/** Rows of about so many bytes, of text that does not compress. */
function* rowsOf(count, bytes) {
  const filler = randomBytes(Math.ceil(bytes / 2))
    .toString('hex')
    .slice(0, Math.max(1, bytes - 8));
  for (let at = 0; at < count; at += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, count - at);
    yield Array.from({ length: rows }, (_, row) => `${at + row}\t${filler}\n`).join('');
  }
}

/**
 * What the same disk and the same Postgres allow at best: as many rows of the same size, in one COPY, committed.
 *
 * @param {string} url of the stack's Postgres
 * @returns {Promise<number>} seconds
 */
export const copyLimit = async (url, { lines, size }) => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`create table bench_copy (number bigint, fact text)`;
    const start = performance.now();
    const target = await sql`copy bench_copy from stdin`.writable();
    await pipeline(Readable.from(rowsOf(lines, Math.round(size / lines))), target);
    const seconds = (performance.now() - start) / 1000;
    const [{ count }] = await sql`select count(*)::int from bench_copy`;
    if (count !== lines) throw new Error(`COPY has written ${count} of ${lines} rows`);
    await sql`drop table bench_copy`;
    return seconds;
  } finally {
    await sql.end({ timeout: 1 });
  }
};
