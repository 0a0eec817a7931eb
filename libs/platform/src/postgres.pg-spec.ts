import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { migrate, MigrationChangedError } from './migrate.js';
import { isConnectionLost } from './postgres.errors.js';
import { connect, disconnect, type Sql } from './postgres.js';
import { roleOf } from './roles.js';
import { DatabaseSetupError, ensureSchemasAndRoles } from './schemas.js';
import { ensureSecret, secretMigrations } from './vault.js';

describe('Postgres', () => {
  let database: TestDatabase;
  const pools: Sql[] = [];
  const open = (role?: string, url = database.url): Sql => {
    const sql = connect({ url, applicationName: 'spec', max: 4, ...(role === undefined ? {} : { role }) });
    pools.push(sql);
    return sql;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(pools.map(disconnect));
    await database.drop();
  });

  it('gives each schema a role of its own, by several starts at once', async () => {
    const admins = [open(), open(), open(), open()];
    await Promise.all(admins.map(ensureSchemasAndRoles));
    const read = open(roleOf.read);
    const vault = open(roleOf.vault);
    expect(await read`select current_user::text as user`).toEqual([{ user: 'sla_ledger_read' }]);
    await migrate(vault, 'vault', secretMigrations);
    await read`create table read.mine (id int8)`;
    const denied = { code: '42501' };
    await expect(read`select * from vault.secret`).rejects.toMatchObject(denied);
    await expect(read`create table vault.theirs (id int8)`).rejects.toMatchObject(denied);
    await expect(read`create table log.theirs (id int8)`).rejects.toMatchObject(denied);
    await expect(vault`select * from read.mine`).rejects.toMatchObject(denied);
    await expect(vault`drop table read.mine`).rejects.toMatchObject(denied);
  });

  it('works for a user that was given the roles, and tells any other what to run', async () => {
    const admin = open();
    await ensureSchemasAndRoles(admin);
    await admin`drop schema if exists read cascade`;
    const name = `plain_${randomBytes(6).toString('hex')}`;
    await admin.unsafe(`create role ${name} login password 'x'`);
    const url = new URL(database.url);
    url.username = name;
    url.password = 'x';
    const plain = open(undefined, url.href);
    const refused = await ensureSchemasAndRoles(plain).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseSetupError);
    const advice = (refused as Error).message.split('\n').slice(1);
    for (const line of advice) await admin.unsafe(line.replace(/create role \w+ nologin; /, ''));
    await ensureSchemasAndRoles(plain);
    await open(roleOf.read, url.href)`create table read.mine (id int8)`;
    await plain.end();
    await admin.unsafe(`drop owned by ${name}; drop role ${name}`);
  });

  it('reads int8 as number, numeric as bigint, and refuses what they cannot hold', async () => {
    const sql = open();
    const [row] =
      await sql`select ${4711n}::numeric as position, 12::bigint as seconds, array[1::bigint] as list`;
    expect(row).toEqual({ position: 4711n, seconds: 12, list: [1] });
    expect(await sql`select 18446744073709551615::numeric as big`).toEqual([{ big: 18446744073709551615n }]);
    await expect(sql`select 9007199254740993::bigint as unsafe`).rejects.toThrow('does not fit a number');
    await expect(sql`select 1.5 as half`).rejects.toThrow('cast it to float8');
  });

  it('migrates once, whoever comes first, and refuses an edited step', async () => {
    await ensureSchemasAndRoles(open());
    const steps = [
      { id: 'a-1', sql: 'create table read.a (id int8); insert into read.a values (1)' },
      { id: 'a-2', sql: 'insert into read.a values (2)' },
    ];
    const [first, second] = [open(roleOf.read), open(roleOf.read)];
    const applied = await Promise.all([migrate(first, 'read', steps), migrate(second, 'read', steps)]);
    expect(applied.flat()).toEqual(['a-1', 'a-2']);
    expect(await first`select id from read.a order by id`).toEqual([{ id: 1 }, { id: 2 }]);
    const edited = [{ id: 'a-2', sql: 'insert into read.a values (3)' }];
    await expect(migrate(first, 'read', edited)).rejects.toBeInstanceOf(MigrationChangedError);
  });

  it('keeps one secret for all who ask at once', async () => {
    await ensureSchemasAndRoles(open());
    const vault = open(roleOf.vault);
    await migrate(vault, 'vault', secretMigrations);
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => ensureSecret(vault, 'key', randomBytes(32))),
    );
    expect(new Set(asked.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
  });

  it('comes back after its connections were killed', async () => {
    const sql = open();
    const victim = sql`select pg_sleep(20)`.catch((error: unknown) => error);
    const killer = postgres(database.url, { max: 1 });
    await killer`select pg_sleep(0.2)`;
    await killer`select pg_terminate_backend(pid) from pg_stat_activity
      where query like '%pg_sleep(20)%' and pid <> pg_backend_pid()`;
    expect(isConnectionLost(await victim)).toBe(true);
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
    await killer.end();
  });
});
