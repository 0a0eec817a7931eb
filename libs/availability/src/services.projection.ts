import { SERVICE_FACTS, type ServiceFact } from '@app/availability/domain';
import { idInStream, recordedFactOf, type RecordedFact } from '@app/facts';
import { defineProjection } from '@app/projections';

interface ServiceState {
  readonly facts: readonly RecordedFact<ServiceFact>[];
  readonly revision: bigint;
}

/** Services with all their facts: a few a month, folded whenever they are asked for. */
export const servicesProjection = () =>
  defineProjection<ServiceState>({
    name: 'services',
    version: 1,
    handles: SERVICE_FACTS.map(({ type }) => type),
    tables: {
      service: `
      create table service (
        service_id text collate "C" primary key,
        facts jsonb not null,
        revision numeric(20) not null
      )`,
    },
    partitionBy: ({ stream }) => idInStream('service', stream),
    load: async (sql, serviceIds) => {
      const rows = await sql<{ service_id: string; facts: RecordedFact<ServiceFact>[]; revision: bigint }[]>`
        select * from service where service_id = any(${serviceIds as string[]})`;
      return new Map(rows.map(({ service_id, facts, revision }) => [service_id, { facts, revision }]));
    },
    apply: (state = { facts: [], revision: 0n }, event) => {
      const recorded = recordedFactOf<ServiceFact>('service', event);
      return recorded ? { facts: [...state.facts, recorded], revision: event.revision } : state;
    },
    save: async (sql, changed) => {
      const rows = [...changed].map(([serviceId, { facts, revision }]) => ({
        service_id: serviceId,
        facts,
        revision: String(revision),
      }));
      await sql`delete from service where service_id = any(${[...changed.keys()]})`;
      await sql`
        insert into service
        select * from jsonb_populate_recordset(null::service, ${sql.json(rows as never)})`;
    },
  });
