import {
  AGREEMENT_EVENTS,
  applyAgreementEvent,
  type Agreement,
  type AgreementEvent,
} from '@app/agreements/domain';
import { defineProjection } from '@app/projections';
import { AGREEMENT_STREAM_PREFIX } from './agreement-stream.js';

interface AgreementState {
  readonly agreement: Agreement | undefined;
  readonly revision: bigint;
  readonly position: bigint;
}

/** Agreements as data, all versions; `position` tells one state of an agreement from the next. */
export const agreementsProjection = () =>
  defineProjection<AgreementState>({
    name: 'agreements',
    version: 1,
    handles: AGREEMENT_EVENTS,
    tables: {
      agreement: `
      create table agreement (
        agreement_id text collate "C" primary key,
        customer_id text not null,
        service_id text not null,
        document jsonb not null,
        revision numeric(20) not null,
        position numeric(20) not null
      );
      create unique index agreement_of_service on agreement (customer_id, service_id);
      create index agreement_by_service on agreement (service_id);
    `,
    },
    partitionBy: ({ stream }) =>
      stream.startsWith(AGREEMENT_STREAM_PREFIX) ? stream.slice(AGREEMENT_STREAM_PREFIX.length) : undefined,
    load: async (sql, agreementIds) => {
      const rows = await sql<
        { agreement_id: string; document: Agreement; revision: bigint; position: bigint }[]
      >`
        select * from agreement where agreement_id = any(${agreementIds as string[]})`;
      return new Map(
        rows.map(({ agreement_id, document, revision, position }) => [
          agreement_id,
          { agreement: document, revision, position },
        ]),
      );
    },
    apply: (state, event) => ({
      agreement: applyAgreementEvent(state?.agreement, { type: event.type, ...event.data } as AgreementEvent),
      revision: event.revision,
      position: event.position,
    }),
    save: async (sql, changed) => {
      const rows = [...changed].flatMap(([agreementId, { agreement, revision, position }]) =>
        agreement === undefined
          ? []
          : {
              agreement_id: agreementId,
              customer_id: agreement.customerId,
              service_id: agreement.serviceId,
              document: agreement,
              revision: String(revision),
              position: String(position),
            },
      );
      await sql`delete from agreement where agreement_id = any(${[...changed.keys()]})`;
      await sql`
        insert into agreement
        select * from jsonb_populate_recordset(null::agreement, ${sql.json(rows as never)})`;
    },
  });
