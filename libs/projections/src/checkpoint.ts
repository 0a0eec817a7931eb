import type { Queryable, Transaction } from '@app/platform';
import type { RowSchema } from './projection.tables.js';

export interface Checkpoint {
  readonly version: string;
  readonly ledgerId: string;
  /** Everything up to here is in the rows; undefined: nothing yet. */
  readonly position: bigint | undefined;
  /** Position of the last event among it; the log may have been looked through further. Undefined: no event yet. */
  readonly lastEvent: bigint | undefined;
  /** The log's clock at that event, ms. */
  readonly recordedAtMs: number | undefined;
}

interface Row {
  readonly version: string;
  readonly ledger_id: string;
  readonly position: bigint | null;
  readonly last_event: bigint | null;
  readonly recorded_at_ms: number | null;
}

/**
 * Where a group stands, in the schema that the session looks into or in the one that is named; undefined when it has
 * never been prepared there.
 */
export const readCheckpoint = async (
  sql: Queryable,
  group: string,
  schema?: RowSchema,
): Promise<Checkpoint | undefined> => {
  const table = schema === undefined ? 'projection_group' : `${schema}.projection_group`;
  const [row] = await sql<Row[]>`
    select version, ledger_id, position, last_event, recorded_at_ms
    from ${sql(table)} where name = ${group}`;
  if (row === undefined) return undefined;
  return {
    version: row.version,
    ledgerId: row.ledger_id,
    position: row.position ?? undefined,
    lastEvent: row.last_event ?? undefined,
    recordedAtMs: row.recorded_at_ms ?? undefined,
  };
};

/** The channel on which every move of a checkpoint of that schema is told, payload `group:position`. */
export const positionChannel = (schema: RowSchema): string => `${schema}_position`;

/**
 * `moved`: the checkpoint was where the caller left it, and this transaction holds it until its end. `lost`: it was not;
 * another process owns the group, and whatever this one believes is out of date.
 */
export type MoveOutcome = 'moved' | 'lost';

/**
 * Compares the checkpoint and moves it. First statement of the writing transaction: its row lock lets one owner at a
 * time through, and everything read afterwards is of the state that the checkpoint stands for.
 */
export const moveCheckpoint = async (
  tx: Transaction,
  group: string,
  from: Checkpoint,
  to: Pick<Checkpoint, 'lastEvent' | 'recordedAtMs'> & { readonly position: bigint },
): Promise<MoveOutcome> => {
  const moved = await tx`
    with moved as (
      update projection_group
      set position = ${to.position}, last_event = ${to.lastEvent ?? null}, recorded_at_ms = ${to.recordedAtMs ?? null}
      where name = ${group} and version = ${from.version} and ledger_id = ${from.ledgerId}
        and position is not distinct from ${from.position ?? null}::numeric
      returning name
    )
    select pg_notify(current_schema() || '_position', ${`${group}:${to.position}`}) from moved`;
  return moved.length === 1 ? 'moved' : 'lost';
};

/** The log's clock at the last event in a group's rows, ms; before any event -Infinity. */
export const readGroupClock = async (sql: Queryable, group: string): Promise<number> =>
  (await readCheckpoint(sql, group))?.recordedAtMs ?? Number.NEGATIVE_INFINITY;
