import type { MigrationStep } from './migrate.js';
import type { Sql } from './postgres.js';

/** Secrets of the ledger: keys that must outlive every rebuild and must never stand in the log. */
export const secretMigrations: readonly MigrationStep[] = [
  {
    id: 'secret-1',
    sql: 'create table vault.secret (name text primary key, value bytea not null)',
  },
];

/**
 * The secret of that name, made from `candidate` if there is none yet. Of several processes that start at once one
 * wins, and all get the winner's bytes.
 *
 * @example const key = await ensureSecret(vault, 'fact-id-hmac', randomBytes(32));
 */
export const ensureSecret = async (
  vaultSql: Sql,
  name: string,
  candidate: Uint8Array,
): Promise<Uint8Array> => {
  await vaultSql`insert into vault.secret values (${name}, ${candidate}) on conflict do nothing`;
  const [row] = await vaultSql<{ value: Uint8Array }[]>`select value from vault.secret where name = ${name}`;
  if (row === undefined) throw new Error(`secret ${name} vanished from the vault`);
  return row.value;
};
