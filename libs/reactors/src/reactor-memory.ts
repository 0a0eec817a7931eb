import { migrate, type MigrationStep, type Sql } from '@app/platform';
import type { Cause, Reactor } from './reactor.js';

/**
 * How far each reactor has acted: no rebuild of read models touches it, or they would all be acted upon again.
 * `reactor_parked`: partitions that it failed on, why, and what it reacted to.
 */
const tables: readonly MigrationStep[] = [
  {
    id: 'reactor-1',
    sql: `
      create table vault.reactor (
        name text primary key,
        version integer not null,
        position numeric(20)
      );
      create table vault.reactor_parked (
        reactor text not null references vault.reactor (name),
        partition text not null,
        position numeric(20) not null,
        event_id text not null,
        correlation_id text not null,
        error text not null,
        primary key (reactor, partition)
      )`,
  },
];

/** A partition that a reactor failed on; others go on. It is looked at again when anything about it changes. */
export interface ParkedReaction {
  readonly partition: string;
  readonly position: bigint;
  readonly cause: Cause;
  readonly error: string;
}

/** What is remembered of a reactor. */
export interface ReactorMark {
  readonly version: number;
  /** It has acted on everything up to here; undefined: on nothing yet. */
  readonly position: bigint | undefined;
}

type Named = Pick<Reactor, 'name' | 'version'>;

/** What reactors have done, in the vault. */
export interface ReactorMemory {
  /** The mark of a reactor of this version; one of another version begins at the beginning of the log. */
  begin(reactor: Named): Promise<ReactorMark>;
  /** Compares the mark and moves it. `lost`: somebody else has moved it. */
  move(reactor: Named, from: bigint | undefined, to: bigint): Promise<'moved' | 'lost'>;
  /** As far as it is remembered; undefined: it has never run. */
  markOf(name: string): Promise<ReactorMark | undefined>;
  park(reactor: Named, parked: ParkedReaction): Promise<void>;
  /** Takes partitions out that could be looked at. */
  unpark(reactor: Named, partitions: readonly string[]): Promise<void>;
  /** In order of partition. */
  parked(name: string): Promise<readonly ParkedReaction[]>;
}

/** Opens the memory of reactors in the vault, as the role that owns it. */
export const openReactorMemory = async (sql: Sql): Promise<ReactorMemory> => {
  await migrate(sql, 'vault', tables);
  return {
    begin: async ({ name, version }) => {
      const [row] = await sql<{ version: number; position: bigint | null }[]>`
        insert into vault.reactor (name, version) values (${name}, ${version})
        on conflict (name) do update set
          version = excluded.version,
          position = case when reactor.version = excluded.version then reactor.position end
        returning version, position`;
      return { version, position: row?.position ?? undefined };
    },
    move: async ({ name, version }, from, to) => {
      const moved = await sql`
        update vault.reactor set position = ${to}
        where name = ${name} and version = ${version}
          and position is not distinct from ${from ?? null}::numeric
        returning name`;
      return moved.length === 1 ? 'moved' : 'lost';
    },
    markOf: async (name) => {
      const [row] = await sql<{ version: number; position: bigint | null }[]>`
        select version, position from vault.reactor where name = ${name}`;
      return row && { version: row.version, position: row.position ?? undefined };
    },
    park: async ({ name }, { partition, position, cause, error }) => {
      await sql`
        insert into vault.reactor_parked (reactor, partition, position, event_id, correlation_id, error)
        values (${name}, ${partition}, ${position}, ${cause.id}, ${cause.correlationId}, ${error})
        on conflict (reactor, partition) do update set
          position = excluded.position, event_id = excluded.event_id,
          correlation_id = excluded.correlation_id, error = excluded.error`;
    },
    unpark: async ({ name }, partitions) => {
      await sql`
        delete from vault.reactor_parked where reactor = ${name} and partition = any(${partitions as string[]})`;
    },
    parked: async (name) => {
      const rows = await sql<
        { partition: string; position: bigint; event_id: string; correlation_id: string; error: string }[]
      >`
        select partition, position, event_id, correlation_id, error from vault.reactor_parked
        where reactor = ${name} order by partition`;
      return rows.map(({ event_id: id, correlation_id: correlationId, ...row }) => ({
        ...row,
        cause: { id, correlationId },
      }));
    },
  };
};
