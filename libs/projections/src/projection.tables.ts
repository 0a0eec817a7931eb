import type { MigrationStep } from '@app/platform';

/**
 * `projection_group`: how far each group has come. `position`: everything up to there is in its rows (null: nothing
 * yet); `last_event`, `recorded_at_ms`: the last event among it, its position and the log's clock at it.
 *
 * `parked_partition`: a partition that one event could not be folded into: that event (null: it was only touched), why,
 * and how many later events of the partition wait behind it.
 */
export const projectionMigrations: readonly MigrationStep[] = [
  {
    id: 'projection-1',
    sql: `
      create table read.projection_group (
        name text primary key,
        version text not null,
        ledger_id uuid not null,
        position numeric(20),
        last_event numeric(20),
        recorded_at_ms bigint
      );
      create table read.parked_partition (
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
];
