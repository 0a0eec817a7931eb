import { defineProjection } from '@app/projections';
import { applyFreezeEvent, FREEZE_EVENTS, type Freeze, type FreezeEvent } from './domain/freeze-event.js';
import { FREEZE_STREAM_PREFIX } from './freeze-stream.js';

interface FreezesState {
  readonly freezes: readonly Freeze[];
  readonly revision: bigint;
}

interface FreezesRow {
  readonly evaluation_id: string;
  readonly freezes: readonly Freeze[];
  readonly revision: bigint;
}

/** The freezes of each month that ever had one, and what was taken back. */
export const freezesProjection = () =>
  defineProjection<FreezesState>({
    name: 'freezes',
    version: 1,
    handles: FREEZE_EVENTS,
    tables: {
      evaluation_freezes: `
      create table evaluation_freezes (
        evaluation_id text collate "C" primary key,
        agreement_id text not null,
        month text not null,
        freezes jsonb not null,
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
        rows.map(({ evaluation_id, freezes, revision }) => [evaluation_id, { freezes, revision }]),
      );
    },
    apply: (state, event) => ({
      freezes: applyFreezeEvent(state?.freezes ?? [], {
        type: event.type,
        ...event.data,
      } as unknown as FreezeEvent),
      revision: event.revision,
    }),
    save: async (sql, changed) => {
      const rows = [...changed].map(([evaluationId, { freezes, revision }]) => ({
        evaluation_id: evaluationId,
        agreement_id: freezes[0]?.frozen.agreementId,
        month: freezes[0]?.frozen.month,
        freezes,
        revision: String(revision),
      }));
      await sql`delete from evaluation_freezes where evaluation_id = any(${[...changed.keys()]})`;
      await sql`
        insert into evaluation_freezes
        select * from jsonb_populate_recordset(null::evaluation_freezes, ${sql.json(rows as never)})`;
    },
  });
