import { randomBytes } from 'node:crypto';
import { dataDirPaths } from '../data-dir/data-dir.js';
import { ensurePrivateFile } from '../data-dir/private-file.js';
import { adviseOn } from '../stack.error.js';

/** Passwords of the embedded Postgres, kept in a private file of the data directory. Hexadecimal. */
export interface PostgresSecrets {
  /** Of the user `postgres`, who may do everything. Only the keeper uses it, to make the database. */
  readonly administrator: string;
  /** Of the user `sla_ledger`, who owns the database and may make roles. */
  readonly ledger: string;
}

const password = (): string => randomBytes(24).toString('hex');

export const ensurePostgresSecrets = async (dataDir: string): Promise<PostgresSecrets> => {
  const path = dataDirPaths(dataDir).postgresSecrets;
  const make = (): string => {
    const secrets: PostgresSecrets = { administrator: password(), ledger: password() };
    return `${JSON.stringify(secrets)}\n`;
  };
  return JSON.parse(await ensurePrivateFile(path, make).catch(adviseOn(path))) as PostgresSecrets;
};

/** What `DATABASE_URL` is for the children of a stack with an embedded Postgres. */
export const ledgerDatabaseUrl = (port: number, secrets: PostgresSecrets): string =>
  `postgres://sla_ledger:${secrets.ledger}@127.0.0.1:${port}/sla_ledger`;

export const administratorUrl = (port: number, secrets: PostgresSecrets): string =>
  `postgres://postgres:${secrets.administrator}@127.0.0.1:${port}/postgres`;
