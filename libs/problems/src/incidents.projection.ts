import type { Transaction } from '@app/platform';
import { incidentOf, type Incident } from '@app/problems/domain';
import { defineProjection } from '@app/projections';
import { AgreementsInForce, factsOfTickets, knownTickets } from '@app/service-levels';
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
  const tickets = (await knownTickets(tx, ticketIds)).filter(
    ({ agreementId, type }) => agreementId !== null && type === 'incident',
  );
  const agreementOf = await agreements.ofTickets(tx, tickets);
  const facts = await factsOfTickets(
    tx,
    tickets.map(({ ticketId }) => ticketId),
  );
  const found = new Map<string, Incident | 'none'>(ticketIds.map((ticketId) => [ticketId, 'none']));
  for (const ticket of tickets) {
    const { ticketId } = ticket;
    const agreement = agreementOf(ticket);
    const own = (facts.get(ticketId) ?? []).map(({ fact }) => fact);
    const incident = agreement && incidentOf(ticketId, own, agreement);
    if (incident !== undefined) found.set(ticketId, incident);
  }
  return found;
}
