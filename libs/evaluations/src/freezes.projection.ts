import { FREEZE_STREAM_PREFIX } from '@app/facts';
import { defineProjection } from '@app/projections';
import { FREEZE_EVENTS, type FreezeEvent } from './domain/freeze-event.js';

/** What was recorded of a month, and where in the log. */
export interface RecordedFreezeEvent {
  readonly event: FreezeEvent;
  /** Of the log, decimal. */
  readonly position: string;
}

interface FreezesState {
  readonly events: readonly RecordedFreezeEvent[];
  readonly revision: bigint;
}

interface FreezesRow extends FreezesState {
  readonly evaluation_id: string;
}

/** What was frozen of each month that ever had a freeze, and what was taken back, event by event. */
export const freezesProjection = () =>
  defineProjection<FreezesState>({
    name: 'freezes',
    version: 2,
    handles: FREEZE_EVENTS,
    tables: {
      evaluation_freezes: `
      create table evaluation_freezes (
        evaluation_id text collate "C" primary key,
        agreement_id text not null,
        month text not null,
        events jsonb not null,
        revision numeric(20) not null
      );
      create unique index freezes_of_month on evaluation_freezes (agreement_id, month);
    `,
    },
    partitionBy: ({ stream }) =>
      stream.startsWith(FREEZE_STREAM_PREFIX) ? stream.slice(FREEZE_STREAM_PREFIX.length) : undefined,
    load: async (sql, evaluationIds) => {
      const rows = await sql<FreezesRow[]>`
        select * from evaluation_freezes where evaluation_id = any(${evaluationIds as string[]})`;
      return new Map(
        rows.map(({ evaluation_id, events, revision }) => [evaluation_id, { events, revision }]),
      );
    },
    apply: (state, { type, data, position, revision }) => {
      const event = { type, ...data } as unknown as FreezeEvent;
      return { events: [...(state?.events ?? []), { event, position: String(position) }], revision };
    },
    save: async (sql, changed) => {
      const rows = [...changed].map(([evaluationId, { events, revision }]) => ({
        evaluation_id: evaluationId,
        agreement_id: events[0]?.event.agreementId,
        month: events[0]?.event.month,
        events,
        revision: String(revision),
      }));
      await sql`delete from evaluation_freezes where evaluation_id = any(${[...changed.keys()]})`;
      await sql`
        insert into evaluation_freezes
        select * from jsonb_populate_recordset(null::evaluation_freezes, ${sql.json(rows as never)})`;
    },
  });
