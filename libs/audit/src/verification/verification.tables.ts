import { migrate, type MigrationStep, type Sql } from '@app/platform';

/**
 * Verifications that were asked for. They stand beside the rows that they make: what they found is no function of the
 * log, and may hold values of rows, personal ones among them; so the last few are kept and no more.
 */
const steps: readonly MigrationStep[] = [
  {
    id: 'verification-1',
    sql: `
      create table scratch.verification (
        number bigint generated always as identity primary key,
        id uuid not null unique,
        state text not null,
        asked_at_ms bigint not null,
        started_at_ms bigint,
        ended_at_ms bigint,
        position numeric(20),
        progress jsonb not null default '[]',
        checked jsonb,
        differences json not null default '[]',
        counts jsonb not null default '[]',
        error text
      );
      create unique index one_verification on scratch.verification ((true)) where state in ('asked', 'running')`,
  },
];

/** Makes the table of verifications where it is not there yet; any process may call it. */
export const prepareVerifications = async (sql: Sql): Promise<void> => {
  await migrate(sql, 'scratch', steps);
};
