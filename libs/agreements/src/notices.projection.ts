import { NOTICE_EVENTS, type RecordedNotice } from '@app/agreements/domain';
import { defineProjection } from '@app/projections';
import { AGREEMENT_STREAM_PREFIX, withNotice } from './agreement-stream.js';

interface NoticesState {
  readonly notices: readonly RecordedNotice[];
  readonly revision: bigint;
}

/** The notices of each agreement that ever had one; apart from its terms, since those judge tickets and these do not. */
export const noticesProjection = () =>
  defineProjection<NoticesState>({
    name: 'notices',
    version: 1,
    handles: NOTICE_EVENTS,
    tables: {
      agreement_notices: `
      create table agreement_notices (
        agreement_id text collate "C" primary key,
        notices jsonb not null,
        revision numeric(20) not null
      );
    `,
    },
    partitionBy: ({ stream }) =>
      stream.startsWith(AGREEMENT_STREAM_PREFIX) ? stream.slice(AGREEMENT_STREAM_PREFIX.length) : undefined,
    load: async (sql, agreementIds) => {
      const rows = await sql<
        { agreement_id: string; notices: readonly RecordedNotice[]; revision: bigint }[]
      >`
        select * from agreement_notices where agreement_id = any(${agreementIds as string[]})`;
      return new Map(
        rows.map(({ agreement_id, notices, revision }) => [agreement_id, { notices, revision }]),
      );
    },
    apply: (state, event) => ({
      notices: withNotice(state?.notices ?? [], event),
      revision: event.revision,
    }),
    save: async (sql, changed) => {
      const rows = [...changed].map(([agreementId, { notices, revision }]) => ({
        agreement_id: agreementId,
        notices,
        revision: String(revision),
      }));
      await sql`delete from agreement_notices where agreement_id = any(${[...changed.keys()]})`;
      await sql`
        insert into agreement_notices
        select * from jsonb_populate_recordset(null::agreement_notices, ${sql.json(rows as never)})`;
    },
  });
