import type { KeyedRequest } from '@app/facts';
import { defineProjection } from '@app/projections';

/** What an event says of the request that recorded it, where that had an `Idempotency-Key`. */
const keptIn = (metadata: Readonly<Record<string, unknown>>): KeyedRequest | undefined => {
  const kept = metadata['idempotency'] as Partial<KeyedRequest> | undefined;
  const { scope, key, bodyHash } = kept ?? {};
  return scope === undefined || key === undefined || bodyHash === undefined
    ? undefined
    : { scope, key, bodyHash };
};

/** Requests with an `Idempotency-Key`, over all streams: the first body of each key is the one that counts. */
export const requestsProjection = (handles: readonly string[]) =>
  defineProjection<KeyedRequest>({
    name: 'requests',
    version: 1,
    handles,
    tables: {
      request: `
      create table request (
        scope text not null,
        key text not null,
        body_hash text not null,
        primary key (scope, key)
      )`,
    },
    partitionBy: ({ metadata }) => {
      const kept = keptIn(metadata);
      return kept && JSON.stringify([kept.scope, kept.key]);
    },
    load: async (sql, partitions) => {
      const rows = await sql<KeyedRequest[]>`
        select scope, key, body_hash as "bodyHash" from request
        where (scope, key) in (
          select pair ->> 0, pair ->> 1 from unnest(${partitions as string[]}::jsonb[]) as pair
        )`;
      return new Map(rows.map((row) => [JSON.stringify([row.scope, row.key]), row]));
    },
    apply: (state, { metadata }) => {
      const kept = state ?? keptIn(metadata);
      if (kept === undefined) throw new Error('an event without a kept request is in no partition');
      return kept;
    },
    save: async (sql, changed) => {
      const rows = [...changed.values()];
      await sql`
        insert into request
        select * from unnest(${rows.map(({ scope }) => scope)}::text[], ${rows.map(({ key }) => key)}::text[],
          ${rows.map(({ bodyHash }) => bodyHash)}::text[])
        on conflict do nothing`;
    },
  });
