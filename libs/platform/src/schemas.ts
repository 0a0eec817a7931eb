import { connect, disconnect, type Sql, type Transaction } from './postgres.js';
import { roleOf } from './roles.js';

/** `rebuild` is where read models are made anew beside those that serve, `scratch` where they are made to be compared only. */
const ownerOf = { ...roleOf, rebuild: roleOf.read, scratch: roleOf.read } as const;

type SchemaName = keyof typeof ownerOf;

/** The user of the connection string may not set the database up. The message holds the statements to run. */
export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError';
}

const schemaNames: readonly SchemaName[] = ['log', 'vault', 'read', 'rebuild', 'scratch'];

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

// Roles belong to the whole server, so a start on another database may create the same one at the same moment.
const createRole = `do $$ begin
  create role %ROLE% nologin;
exception when duplicate_object or unique_violation then null;
end $$`;

const maySetRole = async (tx: Transaction, role: string): Promise<boolean> => {
  try {
    await tx.savepoint(async (inner) => {
      await inner`set local role ${inner(role)}`;
      await inner`reset role`;
    });
    return true;
  } catch (error) {
    if (codeOf(error) === '42501') return false;
    throw error;
  }
};

const ensureSchema = async (tx: Transaction, schema: SchemaName): Promise<void> => {
  const role = ownerOf[schema];
  const [exists] = await tx`select 1 from pg_roles where rolname = ${role}`;
  if (exists === undefined) await tx.unsafe(createRole.replace('%ROLE%', role));
  if (!(await maySetRole(tx, role))) await tx`grant ${tx(role)} to current_user`;
  const [there] = await tx`select 1 from pg_namespace where nspname = ${schema}`;
  if (there === undefined) await tx`create schema ${tx(schema)} authorization ${tx(role)}`;
};

const instructions = async (sql: Sql): Promise<string> => {
  const [row] = await sql<{ user: string; database: string }[]>`
    select quote_ident(current_user) as user, quote_ident(current_database()) as database`;
  const user = row?.user ?? 'USER';
  return [
    'the user of DATABASE_URL may not create the roles and schemas of the ledger; as an administrator run, once:',
    ...Object.values(roleOf).map((role) => `  create role ${role} nologin; grant ${role} to ${user};`),
    `  grant create on database ${row?.database ?? 'DATABASE'} to ${user};`,
  ].join('\n');
};

/**
 * Schemas `log`, `vault` and `read` (with `rebuild` and `scratch` beside it), each owned by a role of its own that can reach nothing
 * else, and the right of the connecting user to become each of them (`connect({ role })`). Does nothing where all is in place; several processes
 * may call it at once.
 *
 * @throws DatabaseSetupError when the user may not do it: there is no quiet fallback without the separation
 */
export const ensureSchemasAndRoles = async (adminSql: Sql): Promise<void> => {
  try {
    await adminSql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended('sla-ledger schemas', 0))`;
      for (const schema of schemaNames) await ensureSchema(tx, schema);
    });
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new DatabaseSetupError(await instructions(adminSql), { cause: error });
  }
};

/**
 * `ensureSchemasAndRoles` for a process that begins: on a connection of its own, as the user of the URL.
 *
 * @param applicationName who asks, as `pg_stat_activity` shows it
 */
export const prepareDatabase = async (url: string, applicationName: string): Promise<void> => {
  const admin = connect({ url, applicationName, max: 1 });
  await ensureSchemasAndRoles(admin).finally(() => disconnect(admin));
};
