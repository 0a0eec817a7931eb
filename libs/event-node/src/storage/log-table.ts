import { pgArray, type Queryable, type Sql } from '@app/platform';
import { type StoredId } from '../domain/decide-append.js';
import { type LogEvent } from '../domain/log-event.js';
import { type Lookups } from '../domain/lookups.js';
import { type LogHead } from '../domain/plan-group.js';
import { plainArray } from './array-literal.js';

/**
 * Writes events that have their places already, as one statement: all of them or none.
 *
 * Their bytes go as one value, out of which the database cuts each of them: as an array of `bytea` they would be quoted,
 * and parsed, letter by letter.
 */
export const insertEvents = async (sql: Queryable, events: readonly LogEvent[]): Promise<void> => {
  const bytes = Buffer.concat(events.flatMap(({ data, metadata }) => [data, metadata]));
  await sql`
    insert into log.event (position, stream, revision, event_id, type, is_json, data, metadata, created_ms)
    select position, stream, revision, event_id, type, is_json,
      substring(bytes from at for data_size),
      substring(bytes from at + data_size for metadata_size),
      created_ms
    from (select ${bytes}::bytea as bytes) as body, unnest(
      ${plainArray(events.map((event) => event.position))}::text::bigint[],
      ${pgArray(events.map((event) => event.stream))}::text::text[],
      ${plainArray(events.map((event) => event.revision))}::text::bigint[],
      ${plainArray(events.map((event) => event.id))}::text::uuid[],
      ${pgArray(events.map((event) => event.type))}::text::text[],
      ${plainArray(events.map((event) => event.isJson))}::text::boolean[],
      ${plainArray(startsOf(events))}::text::integer[],
      ${plainArray(events.map((event) => event.data.byteLength))}::text::integer[],
      ${plainArray(events.map((event) => event.metadata.byteLength))}::text::integer[],
      ${plainArray(events.map((event) => event.createdMs))}::text::bigint[])
      as event (position, stream, revision, event_id, type, is_json, at, data_size, metadata_size, created_ms)`;
};

// Where the bytes of each event begin in those of all; the database counts from 1.
const startsOf = (events: readonly LogEvent[]): readonly number[] => {
  let at = 1;
  return events.map(({ data, metadata }) => {
    const start = at;
    at += data.byteLength + metadata.byteLength;
    return start;
  });
};

/** A stream already has an event at the revision that one was to be written at; nothing was written. */
export const isTakenRevision = (error: unknown): boolean =>
  error instanceof Error && 'constraint_name' in error && error.constraint_name === 'event_stream_revision';

/** The end of the log as the table has it. */
export const readHead = async (sql: Queryable): Promise<LogHead> => {
  const [row] = await sql<{ position: number; created_ms: number }[]>`
    select position, created_ms from log.event order by position desc limit 1`;
  return row === undefined
    ? { position: 0, createdMs: 0 }
    : { position: row.position, createdMs: row.created_ms };
};

/** Last revision of each of these streams, -1 for one that holds nothing. */
export const readLastRevisions = async (
  sql: Queryable,
  streams: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await sql<{ name: string; last: number }[]>`
    select name, coalesce((select max(revision) from log.event where stream = name), -1) as last
    from unnest(${pgArray(streams)}::text::text[]) as name`;
  return new Map(rows.map((row) => [row.name, row.last]));
};

type StoredIdRow = StoredId & { readonly stream: string };

/** Where the events stand that the decisions of a group ask for. */
export const readStoredIds = async (
  sql: Queryable,
  { ids, ranges }: Lookups,
): Promise<readonly StoredIdRow[]> => {
  const byId =
    ids.length === 0
      ? []
      : sql<StoredIdRow[]>`
    select e.stream, e.event_id as id, e.revision, e.position
    from unnest(
      ${pgArray(ids.map((wanted) => wanted.stream))}::text::text[],
      ${plainArray(ids.map((wanted) => wanted.id))}::text::uuid[]) as wanted (stream, id)
    join log.event e on e.stream = wanted.stream and e.event_id = wanted.id`;
  const byRange =
    ranges.length === 0
      ? []
      : sql<StoredIdRow[]>`
    select e.stream, e.event_id as id, e.revision, e.position
    from unnest(
      ${pgArray(ranges.map((range) => range.stream))}::text::text[],
      ${plainArray(ranges.map((range) => range.from))}::text::bigint[],
      ${plainArray(ranges.map((range) => range.to))}::text::bigint[]) as wanted (stream, first, last)
    join log.event e on e.stream = wanted.stream and e.revision between wanted.first and wanted.last`;
  return [...(await byId), ...(await byRange)];
};

interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly event_id: string;
  readonly type: string;
  readonly is_json: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
  readonly created_ms: number;
}

const toEvent = (row: EventRow): LogEvent => ({
  position: row.position,
  stream: row.stream,
  revision: row.revision,
  id: row.event_id,
  type: row.type,
  isJson: row.is_json,
  data: row.data,
  metadata: row.metadata,
  createdMs: row.created_ms,
});

/** Most rows of a page, and about how many bytes of payload (its first event may be larger than that). */
export interface PageLimit {
  readonly rows: number;
  readonly bytes: number;
}

export interface Page {
  readonly events: readonly LogEvent[];
  /** There was nothing beyond it when it was read. A page may also be short because of its size. */
  readonly last: boolean;
}

const bytesOf = (events: readonly LogEvent[]): number =>
  events.reduce((sum, event) => sum + event.data.byteLength + event.metadata.byteLength, 0);

/** Pages of the log in key order. */
export class LogTable {
  constructor(
    private readonly sql: Sql,
    private readonly limit: PageLimit,
  ) {}

  /** Events of the log above a position, ascending; `backwards`: below it, descending. */
  allPage(from: number, direction: 'forwards' | 'backwards', count: number): Promise<Page> {
    const { sql } = this;
    const rows = Math.min(count, this.limit.rows);
    return this.page(
      direction === 'forwards'
        ? sql`select * from log.event where position > ${from} order by position limit ${rows}`
        : sql`select * from log.event where position < ${from} order by position desc limit ${rows}`,
      direction,
      rows,
    );
  }

  /** Events of a stream at and above a revision, ascending; `backwards`: at and below it, descending. */
  streamPage(
    stream: string,
    from: number,
    direction: 'forwards' | 'backwards',
    count: number,
  ): Promise<Page> {
    const { sql } = this;
    const rows = Math.min(count, this.limit.rows);
    return this.page(
      direction === 'forwards'
        ? sql`select * from log.event where stream = ${stream} and revision >= ${from}
              order by revision limit ${rows}`
        : sql`select * from log.event where stream = ${stream} and revision <= ${from}
              order by revision desc limit ${rows}`,
      direction,
      rows,
    );
  }

  /** One event; undefined where there is none. */
  async event(stream: string, revision: number | 'last'): Promise<LogEvent | undefined> {
    const most = revision === 'last' ? Number.MAX_SAFE_INTEGER : revision;
    const { events } = await this.streamPage(stream, most, 'backwards', 1);
    const [found] = events;
    return revision === 'last' || found?.revision === revision ? found : undefined;
  }

  async lastRevision(stream: string): Promise<number> {
    return (await readLastRevisions(this.sql, [stream])).get(stream) ?? -1;
  }

  // Cut by size in the database: a page of large events would otherwise be read whole before it could be cut. The
  // window sees lengths only, large values are fetched for the rows that remain.
  private async page(
    rows: ReturnType<typeof this.sql>,
    direction: 'forwards' | 'backwards',
    wanted: number,
  ): Promise<Page> {
    const { sql } = this;
    const order = direction === 'forwards' ? sql`order by position` : sql`order by position desc`;
    const page = await sql<EventRow[]>`
      select position, stream, revision, event_id, type, is_json, data, metadata, created_ms from (
        select page.*, sum(octet_length(data) + octet_length(metadata)) over (
          ${order} rows between unbounded preceding and 1 preceding) as before
        from (${rows}) as page) as sized
      where before is null or before < ${this.limit.bytes}
      ${order}`;
    const events = page.map(toEvent);
    return { events, last: events.length < wanted && bytesOf(events) < this.limit.bytes };
  }
}
