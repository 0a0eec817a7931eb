import { setTimeout as timer } from 'node:timers/promises';
import { connect, isConnectionLost, type Sql } from '@app/platform';
import { errorCode, errorText, StackError } from '../stack.error.js';
import { postgresFailure } from './postgres-failure.js';
import { administratorUrl, type PostgresSecrets } from './postgres-secrets.js';
import type { PostgresServer } from './postgres-server.js';

const makeDatabase = async (sql: Sql, { ledger }: PostgresSecrets): Promise<void> => {
  const [role] = await sql`select 1 from pg_roles where rolname = 'sla_ledger'`;
  if (role === undefined) await sql`create role sla_ledger`;
  // Stated at every start: the file of secrets is what counts. The password is hexadecimal, so it needs no quoting.
  await sql.unsafe(`alter role sla_ledger login createrole password '${ledger}'`);
  const [database] = await sql`select 1 from pg_database where datname = 'sla_ledger'`;
  if (database === undefined) await sql`create database sla_ledger owner sla_ledger`;
};

const untilItAnswers = async (sql: Sql, server: PostgresServer, dataDir: string): Promise<void> => {
  for (;;) {
    if (server.hasEnded()) throw postgresFailure('Postgres could not start', server.output(), dataDir);
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      // Refused while it is starting, or while it recovers what a crash left; the caller sets the limit.
      if (!isConnectionLost(error)) throw error;
      await timer(50);
    }
  }
};

/**
 * Waits until the server answers, and makes the user and the database of the ledger where they are missing.
 *
 * @throws StackError when the server ends instead, or does not know the password of the secrets file
 */
export const bootstrapDatabase = async (
  server: PostgresServer,
  port: number,
  secrets: PostgresSecrets,
  dataDir: string,
): Promise<void> => {
  const url = administratorUrl(port, secrets);
  const sql = connect({ url, applicationName: 'sla-ledger keeper', max: 1 });
  try {
    await untilItAnswers(sql, server, dataDir);
    await makeDatabase(sql, secrets);
  } catch (error) {
    if (error instanceof StackError) throw error;
    if (errorCode(error) === '28P01') {
      throw new StackError(
        `the passwords in ${dataDir}/postgres.secrets.json are not those of the data beside it: ` +
          'restore that file and the directory postgres from the same backup',
        { cause: error },
      );
    }
    throw postgresFailure('Postgres could not make the database of the ledger', errorText(error), dataDir);
  } finally {
    await sql.end({ timeout: 1 });
  }
};
