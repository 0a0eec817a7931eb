import type { Incident } from '@app/problems/domain';
import { copyRows, pgArray, type Transaction } from '@app/platform';

/**
 * Incidents as recurrence is judged by: those that disturb production, or that always open a problem. `family`: what they
 * are alike to; null: a person has to say it.
 */
export const incidentTables = {
  incident: `
    create table incident (
      ticket_id text collate "C" primary key,
      customer_id text not null,
      service_id text not null,
      configuration_item text,
      category text,
      registered_at bigint not null,
      family text collate "C",
      missing text[] not null,
      disruptive boolean not null,
      analysis_at bigint,
      occurrences integer not null,
      within_seconds bigint not null,
      alike_by text[] not null
    );
  `,
};

/** What only readers find incidents by. */
export const incidentIndexes = {
  incident_of_family: 'incident (family, registered_at, ticket_id) where family is not null',
  incident_of_service: 'incident (customer_id, service_id, registered_at, ticket_id)',
  incident_proposed: "incident (registered_at, ticket_id) where missing <> '{}'",
};

/** As `incidentFrom` takes it. */
export interface IncidentRow {
  readonly ticket_id: string;
  readonly customer_id: string;
  readonly service_id: string;
  readonly configuration_item: string | null;
  readonly category: string | null;
  readonly registered_at: number;
  readonly family: string | null;
  readonly missing: Incident['missing'];
  readonly disruptive: boolean;
  readonly analysis_at: number | null;
  readonly occurrences: number;
  readonly within_seconds: number;
  readonly alike_by: Incident['alikeBy'];
}

export const incidentFrom = (row: IncidentRow): Incident => ({
  ticketId: row.ticket_id,
  customerId: row.customer_id,
  serviceId: row.service_id,
  configurationItem: row.configuration_item,
  category: row.category,
  registeredAt: row.registered_at,
  family: row.family,
  missing: row.missing,
  disruptive: row.disruptive,
  analysisAt: row.analysis_at,
  occurrences: row.occurrences,
  withinSeconds: row.within_seconds,
  alikeBy: row.alike_by,
});

const rowOf = (incident: Incident): Readonly<Record<keyof IncidentRow, unknown>> => ({
  ticket_id: incident.ticketId,
  customer_id: incident.customerId,
  service_id: incident.serviceId,
  configuration_item: incident.configurationItem,
  category: incident.category,
  registered_at: incident.registeredAt,
  family: incident.family,
  missing: pgArray(incident.missing),
  disruptive: incident.disruptive,
  analysis_at: incident.analysisAt,
  occurrences: incident.occurrences,
  within_seconds: incident.withinSeconds,
  alike_by: pgArray(incident.alikeBy),
});

/** Makes the rows of these tickets those incidents, and none for the others. */
export async function saveIncidents(
  tx: Transaction,
  ticketIds: readonly string[],
  incidents: readonly Incident[],
): Promise<void> {
  await tx`delete from incident where ticket_id = any(${ticketIds as string[]})`;
  await copyRows(tx, 'incident', incidents.map(rowOf));
}
