import { disconnect, prepareDatabase, roleOf, rootLogger } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { openRows, type RowSession } from './owner-session.js';

/** Enough to be worth an index, and more than a planner takes for granted of a table that nobody has analysed. */
const ROWS = 50_000;

describe('a session that writes rows', () => {
  let database: TestDatabase;
  let session: RowSession;

  beforeAll(async () => {
    database = await createTestDatabase();
    await prepareDatabase(database.url, 'spec');
    session = openRows({ url: database.url, role: roleOf.read, logger: rootLogger }, 'spec', 'read');
  });
  afterAll(async () => {
    await disconnect(session.sql);
    await database.drop();
  });

  it('hears what is notified on the channels that it listens to, and nothing else', async () => {
    const heard: string[] = [];
    await session.listen('one', () => heard.push('one'));
    await session.listen('other', () => heard.push('other'));
    for (const channel of ['nobody', 'other', 'one']) await session.sql`select pg_notify(${channel}, '')`;
    expect(heard).toEqual(['other', 'one']);
  });

  it('reaches rows by their index although it first asked for them when there were none', async () => {
    const { sql } = session;
    // Wide as rows are: the planner takes ten pages of them for too few to be worth an index.
    const more = Array.from({ length: 20 }, (_, n) => `more_${n} text`).join(', ');
    await sql.unsafe(`
      create table thing (id text collate "C" primary key, ${more}) with (autovacuum_enabled = off)`);
    const scans = async (): Promise<number> => {
      await sql`select pg_stat_force_next_flush()`;
      const [row] = await sql<{ seq: number }[]>`
        select seq_scan as seq from pg_stat_user_tables where relname = 'thing'`;
      return row?.seq ?? NaN;
    };
    const forget = (ids: string[]) => sql`delete from thing where id = any(${ids})`;
    for (let time = 0; time < 10; time += 1) await forget(['none']);
    await sql`insert into thing select 'T' || n from generate_series(1, ${ROWS}) as n`;
    const before = await scans();
    for (let time = 0; time < 10; time += 1) await forget([`T${time}`, `T${time + 1_000}`]);
    expect((await scans()) - before).toBe(0);
  });
});
