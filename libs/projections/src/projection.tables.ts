import type { MigrationStep } from '@app/platform';

/** Where rows are: those that serve, those that are made anew beside them, or those that are only held against them. */
export type RowSchema = 'read' | 'rebuild' | 'scratch';

/**
 * What each schema holds besides the rows, so that whoever writes rows need not know which of them they are in.
 *
 * `projection_group`: how far each group has come. `position`: everything up to there is in its rows (null: nothing
 * yet); `last_event`, `recorded_at_ms`: the last event among it, its position and the log's clock at it; `tables`: the
 * tables of that version (null: those of its projections now).
 *
 * `parked_partition`: a partition that one event could not be folded into: that event (null: it was only touched), why,
 * how many later events of the partition wait behind it; not `placed`: nobody could say whose event it is, the partition
 * is the name of its stream.
 *
 * `skipped_event`: an event that was parked and by command left out of its partition.
 */
const common = (schema: RowSchema): readonly MigrationStep[] => [
  {
    id: 'projection-1',
    sql: `
      create table ${schema}.projection_group (
        name text primary key,
        version text not null,
        ledger_id uuid not null,
        position numeric(20),
        last_event numeric(20),
        recorded_at_ms bigint
      );
      create table ${schema}.parked_partition (
        group_name text not null,
        projection text not null,
        partition text not null,
        position numeric(20) not null,
        event_id uuid,
        event_type text,
        error text not null,
        skipped bigint not null,
        primary key (group_name, projection, partition)
      )`,
  },
  {
    id: 'projection-2',
    sql: `
      alter table ${schema}.projection_group add column tables text[];
      alter table ${schema}.parked_partition add column placed boolean not null default true;
      create table ${schema}.skipped_event (
        group_name text not null,
        projection text not null,
        partition text not null,
        position numeric(20) not null,
        event_id uuid not null,
        event_type text not null,
        error text not null,
        primary key (group_name, projection, partition, position)
      )`,
  },
];

/** Read models: `projection_switch` is empty; readers hold it shared, so that no switch happens under them. */
export const readMigrations: readonly MigrationStep[] = [
  ...common('read'),
  { id: 'projection-3', sql: 'create table read.projection_switch ()' },
];

/** What is made to be compared: no more than its rows. */
export const scratchMigrations: readonly MigrationStep[] = common('scratch');

/** What is made anew: `job` is the one under way for each group, or else the last one. */
export const rebuildMigrations: readonly MigrationStep[] = [
  ...common('rebuild'),
  {
    id: 'projection-3',
    sql: `
      create table rebuild.job (
        group_name text primary key,
        state text not null,
        version text,
        replaces text,
        differences jsonb
      )`,
  },
];
