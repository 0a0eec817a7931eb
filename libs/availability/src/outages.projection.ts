import { OUTAGE_FACTS, outageStart, type OutageFact } from '@app/availability/domain';
import { idInStream, recordedFactOf, type RecordedFact } from '@app/facts';
import { defineProjection } from '@app/projections';

interface OutageState {
  readonly facts: readonly RecordedFact<OutageFact>[];
  readonly revision: bigint;
}

/** Outages with all their facts: few, and small enough that every question is answered by folding them. */
export const outagesProjection = () =>
  defineProjection<OutageState>({
    name: 'outages',
    version: 1,
    handles: OUTAGE_FACTS.map(({ type }) => type),
    tables: {
      outage: `
      create table outage (
        outage_id text collate "C" primary key,
        service_id text,
        customer_id text,
        started_at bigint,
        facts jsonb not null,
        revision numeric(20) not null
      );
      create index outage_of_service on outage (service_id, started_at);
    `,
    },
    partitionBy: ({ stream }) => idInStream('outage', stream),
    load: async (sql, outageIds) => {
      const rows = await sql<{ outage_id: string; facts: RecordedFact<OutageFact>[]; revision: bigint }[]>`
        select outage_id, facts, revision from outage where outage_id = any(${outageIds as string[]})`;
      return new Map(rows.map(({ outage_id, facts, revision }) => [outage_id, { facts, revision }]));
    },
    apply: (state = { facts: [], revision: 0n }, event) => {
      const recorded = recordedFactOf<OutageFact>('outage', event);
      return recorded ? { facts: [...state.facts, recorded], revision: event.revision } : state;
    },
    save: async (sql, changed) => {
      const rows = [...changed].map(([outageId, { facts, revision }]) => {
        const start = outageStart(facts.map(({ fact }) => fact));
        return {
          outage_id: outageId,
          service_id: start?.data.serviceId ?? null,
          customer_id: start?.data.customerId ?? null,
          started_at: start?.occurredAt ?? null,
          facts,
          revision: String(revision),
        };
      });
      await sql`delete from outage where outage_id = any(${[...changed.keys()]})`;
      await sql`
        insert into outage
        select * from jsonb_populate_recordset(null::outage, ${sql.json(rows as never)})`;
    },
  });
