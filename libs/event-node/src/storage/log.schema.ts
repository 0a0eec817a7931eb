import { connect, migrate, type MigrationStep, type Sql } from '@app/platform';

/**
 * No table of streams: the last revision of a stream is the last entry of its index, which cannot disagree with the
 * events. No unique event id: the same event may stand in two streams, and twice in one (contract case 13, 14).
 */
const steps: readonly MigrationStep[] = [
  {
    id: 'log-1',
    sql: `
      create table log.event (
        position bigint primary key,
        stream text collate "C" not null,
        revision bigint not null,
        event_id uuid not null,
        type text collate "C" not null,
        is_json boolean not null,
        data bytea not null,
        metadata bytea not null,
        created_ms bigint not null,
        constraint event_stream_revision unique (stream, revision)
      );
      create index event_stream_id on log.event (stream, event_id);
      create table log.writer (
        single boolean primary key default true check (single),
        pid integer not null,
        host text not null,
        since timestamptz not null default now()
      );`,
  },
];

const ensureSchema = (sql: Sql): Promise<void> =>
  sql.begin(async (tx) => {
    // `if not exists` asks for the right to create even where the schema is there, and fails for one of two at once.
    await tx`select pg_advisory_xact_lock(hashtextextended('sla-ledger schema log', 0))`;
    const [there] = await tx`select 1 from pg_namespace where nspname = 'log'`;
    if (there === undefined) await tx`create schema log`;
  });

/** Brings schema `log` up to date; several processes may do it at once. */
export const prepareLog = async (database: {
  readonly url: string;
  readonly role?: string;
}): Promise<void> => {
  const sql = connect({ ...database, applicationName: 'event-node schema', max: 1 });
  try {
    await ensureSchema(sql);
    await migrate(sql, 'log', steps);
  } finally {
    await sql.end({ timeout: 1 });
  }
};
