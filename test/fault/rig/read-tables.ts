import postgres from 'postgres';

const tablesOf = async (sql: postgres.Sql): Promise<readonly string[]> => {
  const rows = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'read' and table_type = 'BASE TABLE' order by 1`;
  return rows.map(({ name }) => name);
};

async function* rowsOf(sql: postgres.Sql, table: string): AsyncGenerator<string> {
  const rows = sql<{ row: string }[]>`
    select t::text as row from read.${sql(table)} as t order by t::text collate "C"`.cursor(1_000);
  for await (const some of rows) for (const { row } of some) yield row;
}

/** The first rows that differ, and how many there are; every column of every row, in order. */
const differencesIn = async (table: string, a: postgres.Sql, b: postgres.Sql): Promise<readonly string[]> => {
  const [left, right] = [rowsOf(a, table), rowsOf(b, table)];
  const different: string[] = [];
  for (let row = 1; ; row += 1) {
    const [one, other] = await Promise.all([left.next(), right.next()]);
    if (one.done === true && other.done === true) return different;
    if (one.value === other.value) continue;
    different.push(`${table} row ${row}: ${one.value ?? 'none'} | ${other.value ?? 'none'}`);
    if (different.length === 3) {
      await Promise.all([left.return(undefined), right.return(undefined)]);
      return different;
    }
  }
};

/**
 * Compares the read models of two databases, every column of every table of schema `read`, byte for byte.
 *
 * @returns what differs, with examples; nothing where they are equal
 */
export const differences = async (urlA: string, urlB: string): Promise<readonly string[]> => {
  const [a, b] = [postgres(urlA, { max: 1 }), postgres(urlB, { max: 1 })];
  try {
    const [tables, others] = [await tablesOf(a), await tablesOf(b)];
    if (tables.join() !== others.join()) return [`tables ${tables.join()} | ${others.join()}`];
    if (tables.length === 0) return ['there are no tables'];
    const found: string[] = [];
    for (const table of tables) found.push(...(await differencesIn(table, a, b)));
    return found;
  } finally {
    await Promise.all([a.end({ timeout: 1 }), b.end({ timeout: 1 })]);
  }
};

/** Waits until the read models, and the tree beside them, hold the log up to this position. */
export const untilFolded = async (url: string, position: number, withinMs: number): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const end = performance.now() + withinMs;
  try {
    for (;;) {
      const [there] = await sql<{ all: boolean }[]>`
        select to_regclass('read.projection_group') is not null and to_regclass('read.audit_tree') is not null as all`;
      const rows =
        there?.all !== true
          ? []
          : await sql<{ at: string }[]>`
              select coalesce(position, 0)::text as at from read.projection_group
              union all select coalesce((select position from read.audit_tree), 0)::text`;
      if (rows.length > 0 && rows.every(({ at }) => Number(at) >= position)) return;
      if (performance.now() > end) {
        throw new Error(`read models and tree are at ${rows.map(({ at }) => at).join()}, not at ${position}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
};
