import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { copyRows, pgArray } from './copy-rows.js';
import { isConnectionLost } from './postgres.errors.js';
import { connect, disconnect, type Sql } from './postgres.js';

describe('copyRows', () => {
  let database: TestDatabase;
  let sql: Sql;

  beforeAll(async () => {
    database = await createTestDatabase();
    sql = connect({ url: database.url, applicationName: 'spec', max: 2 });
    await sql`
      create table kept (
        id bigint primary key, text text, big numeric(20), flag boolean, data jsonb, texts text[], numbers bigint[]
      )`;
  });
  beforeEach(() => sql`truncate kept`);
  afterAll(async () => {
    await disconnect(sql);
    await database.drop();
  });

  const copy = (...rows: readonly Readonly<Record<string, unknown>>[]) =>
    sql.begin((tx) => copyRows(tx, 'kept', rows));

  it('stores each value as it is, whatever characters are in it', async () => {
    const texts = [
      '',
      ' ',
      '\\',
      '\\N',
      '\\.',
      'a\tb\nc\rd',
      '"',
      "'",
      '{}',
      'NULL',
      '\u0001',
      'é€😀',
      '\\t',
    ];
    const rows = texts.map((text, id) => ({
      id,
      text,
      big: '18446744073709551615',
      flag: id % 2 === 0,
      data: { text, list: [text, id, null] },
      texts: pgArray([text, 'x']),
      numbers: pgArray([id, -1]),
    }));
    await copy(...rows, { id: 99, text: null, data: null });
    const lists = texts.map((text, id) => ({
      big: 18446744073709551615n,
      texts: [text, 'x'],
      numbers: [id, -1],
    }));
    const none = { text: null, big: null, flag: null, data: null, texts: null, numbers: null };
    expect(await sql`select * from kept order by id`).toEqual([
      ...rows.map((row, id) => ({ ...row, ...lists[id] })),
      { id: 99, ...none },
    ]);
  });

  it('stores more rows than are handed over at once, and none of none', async () => {
    await copy();
    await copy(...Array.from({ length: 5_000 }, (_, id) => ({ id, text: 'x'.repeat(100) })));
    expect(await sql`select count(*)::int as rows, sum(length(text))::int as length from kept`).toEqual([
      { rows: 5_000, length: 500_000 },
    ]);
  });

  it('stores none of them where one is refused, and says why', async () => {
    await expect(copy({ id: 1 }, { id: 2 }, { id: 1 })).rejects.toMatchObject({ code: '23505' });
    await expect(copy({ id: 1 }, { id: 'two' })).rejects.toMatchObject({ code: '22P02' });
    await expect(copy({ id: 1, other: 1 })).rejects.toMatchObject({ code: '42703' });
    await expect(copy({ id: 1, text: 'a' }, { id: 2, text: 'half of 😀: \ud83d' })).rejects.toThrow(
      RangeError,
    );
    expect(await sql`select * from kept`).toEqual([]);
    await copy({ id: 1 });
    expect(await sql`select id from kept`).toEqual([{ id: 1 }]);
  });

  it('fails with the connection, before or in the midst of it', async () => {
    // Connected before rows keep this process busy.
    const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
    await admin`select`;
    const lose = (after: number) =>
      sql.begin(async (tx) => {
        const [session] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
        const end = () => admin`select pg_terminate_backend(${session!.pid})`;
        if (after === 0) await end();
        // So much that the server has not read all of it yet when it is ended.
        const copying = copyRows(
          tx,
          'kept',
          Array.from({ length: after + 1 }, (_, id) => ({ id, text: 'x'.repeat(1_000) })),
        );
        if (after > 0) await end();
        await copying;
      });
    for (const after of [0, 200_000]) {
      const error: unknown = await lose(after).catch((reason: unknown) => reason);
      expect({ after, lost: isConnectionLost(error) || error }).toEqual({ after, lost: true });
    }
    await disconnect(admin);
    expect(await sql`select * from kept`).toEqual([]);
  });
});
