import type { StoredEvent } from '@app/event-store';
import type { Transaction } from '@app/platform';

/** Partitions that were saved in the transaction under way, by the name of their projection. */
export type ChangedPartitions = ReadonlyMap<string, readonly string[]>;

/** Instead of types: every event of the log, those of no known type included. */
export const EVERY_EVENT = 'every-event';

/** Does a projection look at events of this type? */
export const isHandled = ({ handles }: Pick<Projection, 'handles'>, type: string): boolean =>
  handles === EVERY_EVENT || handles.includes(type);

export interface SaveContext {
  /** What the earlier projections of the group have changed in this transaction: their rows can be read already. */
  readonly changed: ChangedPartitions;
}

/**
 * A read model: rows that are a function of the events, one partition (a ticket, an agreement) at a time.
 *
 * What the rows hold may depend on the events and on rows of earlier projections of the group, and on nothing else: not
 * on the clock, not on how the events were cut into batches. Any number of repetitions gives the same bytes.
 */
export interface Projection<State = unknown> {
  /** Unique in its group. */
  readonly name: string;
  /** Raised when the same events give other rows: they are then made anew beside the old ones, and switched. */
  readonly version: number;
  /** Event types; others are passed by without being looked at. */
  readonly handles: readonly string[] | typeof EVERY_EVENT;
  /**
   * Tables that only this projection writes, and the statements that make each, what it is looked up by included. Each
   * has a primary key. All names are without a schema, here and in every statement: the same projection fills the rows
   * that serve and those that are made anew beside them. Other statements mean another version.
   */
  readonly tables: Readonly<Record<string, string>>;
  /**
   * Indexes that only readers need, by name: on what. Rows that are made anew are given them when all are there, at a
   * fraction of what it costs to keep them up row by row. What `load`, `save` and `touches` look rows up by, and what has
   * to be unique, belongs to the table.
   *
   * @example { ticket_of_agreement: 'ticket (agreement_id, registered_at)' }
   */
  readonly readIndexes?: Readonly<Record<string, string>>;
  /**
   * How many states are kept between batches, so that they are not loaded again (default 0: none). Only where `load`
   * gives exactly what `saved` makes of what `save` was given, and depends on no other table.
   */
  readonly keepStates?: number;
  /** What `load` would give of a state that has been saved (default: the same). Pure. */
  saved?(state: State): State;
  /** Whose event it is; undefined: nobody's, it is passed by. Pure. */
  partitionBy(event: StoredEvent): string | undefined;
  /** Whether an event is the first of its partition: without rows, so that nothing is loaded (default: none is). Pure. */
  isFirst?(event: StoredEvent): boolean;
  /** What is known of these partitions; those without rows are left out. One query. */
  load(sql: Transaction, partitions: readonly string[]): Promise<ReadonlyMap<string, State>>;
  /** The state after one more event. Pure: the state that was given is not changed. */
  apply(state: State | undefined, event: StoredEvent): State;
  /**
   * Makes the rows of these partitions equal to their states. Set-based: a fixed number of statements. What it refuses
   * it refuses for good: a state that only later events mend would be refused or not by how the events were cut into
   * batches.
   */
  save(sql: Transaction, changed: ReadonlyMap<string, State>, context: SaveContext): Promise<void>;
  /**
   * Partitions to load and save again although no event of theirs came, because rows of an earlier projection changed
   * that theirs depend on; in chunks, so that memory stays bounded. Those without rows are passed by.
   */
  touches?(
    sql: Transaction,
    changed: ChangedPartitions,
  ): AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
}

/**
 * Checks nothing, forgets the type of the state (the runner never looks into it).
 *
 * @example
 * export const ticketCount = defineProjection<number>({
 *   name: 'ticket-count', version: 1, handles: ['TicketRegistered'],
 *   tables: { ticket_count: 'create table ticket_count (customer text primary key, n bigint)' },
 *   partitionBy: (event) => String(event.data['customerId']),
 *   load: async (sql, ids) =>
 *     new Map((await sql`select customer, n from ticket_count where customer in ${sql(ids)}`)
 *       .map((row) => [row.customer, row.n])),
 *   apply: (n = 0) => n + 1,
 *   save: async (sql, changed) => {
 *     await sql`insert into ticket_count
 *       select * from unnest(${[...changed.keys()]}::text[], ${[...changed.values()]}::bigint[])
 *       on conflict (customer) do update set n = excluded.n`;
 *   },
 * });
 */
export const defineProjection = <State>(projection: Projection<State>): Projection => projection;
