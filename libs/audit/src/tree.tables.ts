import type { MigrationStep } from '@app/platform';

/**
 * The stored tree and what the log says of its heads, in a schema where it can be made again from the log at any time.
 * Everything here is a function of the log: no clock, and not how the events were cut into batches.
 *
 * `audit_tree`: one row. `position`: of the last leaf; `began_at_ms`: the log's clock at the first one; `news_size`: the
 * tree up to the last leaf that is news (`isNews`); `freeze_size`: up to the last freeze of a month.
 *
 * `audit_leaf`, `audit_node`: the levels of the tree that are stored (`stored-nodes.ts`).
 *
 * `audit_head`, `audit_key`: by the leaf that tells them; `fault`: why it does not hold (null: it does).
 */
export const treeTables = (schema: string): string => `
  create table ${schema}.audit_tree (
    single boolean primary key default true check (single),
    ledger_id uuid not null,
    tree_size bigint not null,
    position bigint,
    began_at_ms bigint,
    news_size bigint not null,
    freeze_size bigint not null
  );
  create table ${schema}.audit_leaf (
    leaf_index bigint primary key,
    position bigint not null unique,
    hash bytea not null
  );
  create table ${schema}.audit_node (
    level smallint not null,
    node_index bigint not null,
    hash bytea not null,
    primary key (level, node_index)
  );
  create table ${schema}.audit_key (
    leaf_index bigint primary key,
    key_id text not null,
    public_key text not null,
    announcement jsonb not null,
    fault text
  );
  create table ${schema}.audit_head (
    leaf_index bigint primary key,
    tree_size bigint not null,
    head jsonb not null,
    fault text
  );
  create unique index audit_head_of_size on ${schema}.audit_head (tree_size) where fault is null;
  create index audit_head_fault on ${schema}.audit_head (leaf_index) where fault is not null;
  create table ${schema}.audit_witness (
    key_id text primary key,
    public_key text not null,
    name text not null,
    leaf_index bigint not null
  );
  create table ${schema}.audit_cosignature (
    tree_size bigint not null,
    key_id text not null,
    signature text not null,
    leaf_index bigint not null,
    primary key (tree_size, key_id)
  );
  create table ${schema}.audit_freeze (
    stream text not null,
    sha256 text not null,
    leaf_index bigint not null,
    primary key (stream, sha256)
  )`;

/** Their names. */
export const TREE_TABLES = [
  'audit_tree',
  'audit_leaf',
  'audit_node',
  'audit_key',
  'audit_head',
  'audit_witness',
  'audit_cosignature',
  'audit_freeze',
] as const;

export const treeMigrations: readonly MigrationStep[] = [{ id: 'audit-1', sql: treeTables('read') }];
