import type { Transaction } from '@app/platform';
import { incidentOf, type Incident } from '@app/problems/domain';
import { defineProjection } from '@app/projections';
import { AgreementsInForce, factsOfTickets } from '@app/service-levels';
import { incidentIndexes, incidentTables, saveIncidents } from './incidents.rows.js';

/** How many tickets are looked at anew at once: what bounds the memory of it. */
const CHUNK = 2_000;

/** Incidents as recurrence is judged by, computed again whenever their ticket or its agreement changes. */
export const incidentsProjection = () => {
  const agreements = new AgreementsInForce();
  return defineProjection<Incident | 'none'>({
    name: 'incidents',
    version: 1,
    handles: [],
    tables: incidentTables,
    readIndexes: incidentIndexes,
    partitionBy: () => undefined,
    load: (tx, ticketIds) => loadIncidents(tx, agreements, ticketIds),
    apply: (state = 'none') => state,
    save: async (tx, changed) => {
      const incidents = [...changed.values()].filter((state) => state !== 'none');
      await saveIncidents(tx, [...changed.keys()], incidents);
    },
    touches: function* (_tx, changed) {
      const ticketIds = changed.get('tickets') ?? [];
      for (let from = 0; from < ticketIds.length; from += CHUNK) yield ticketIds.slice(from, from + CHUNK);
    },
  });
};

async function loadIncidents(
  tx: Transaction,
  agreements: AgreementsInForce,
  ticketIds: readonly string[],
): Promise<Map<string, Incident | 'none'>> {
  const rows = await tx<{ ticket_id: string; customer_id: string; service_id: string }[]>`
    select ticket_id, customer_id, service_id from ticket
    where ticket_id = any(${ticketIds as string[]}) and agreement_id is not null and type = 'incident'`;
  const agreementOf = await agreements.of(tx, [...new Set(rows.map(({ service_id }) => service_id))]);
  const facts = await factsOfTickets(
    tx,
    rows.map(({ ticket_id }) => ticket_id),
  );
  const found = new Map<string, Incident | 'none'>(ticketIds.map((ticketId) => [ticketId, 'none']));
  for (const { ticket_id: ticketId, customer_id, service_id } of rows) {
    const agreement = agreementOf(customer_id, service_id);
    const own = (facts.get(ticketId) ?? []).map(({ fact }) => fact);
    const incident = agreement && incidentOf(ticketId, own, agreement);
    if (incident !== undefined) found.set(ticketId, incident);
  }
  return found;
}
