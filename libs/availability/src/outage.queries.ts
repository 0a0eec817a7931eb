import { outageAt, type OutageFact } from '@app/availability/domain';
import { exclusionDocument, factDocument, type RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import { formatSecond, type EpochSecond } from '@app/support-time';

interface OutageRow {
  readonly outageId: string;
  readonly facts: readonly RecordedFact<OutageFact>[];
  readonly revision: bigint;
}

export interface OutageFilter {
  readonly serviceId?: string;
  readonly customerId?: string;
}

/** One page of outages by id as they stand at an instant, and where the next begins; null at the end. */
export async function listOutages(
  sql: Queryable,
  { serviceId, customerId }: OutageFilter,
  page: { readonly limit: number; readonly after: string | undefined; readonly at: EpochSecond },
) {
  const rows = await sql<OutageRow[]>`
    select outage_id as "outageId", facts, revision from read.outage
    where outage_id > ${page.after ?? ''}
      ${serviceId === undefined ? sql`` : sql`and service_id = ${serviceId}`}
      ${customerId === undefined ? sql`` : sql`and (customer_id = ${customerId} or customer_id is null)`}
    order by outage_id limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit);
  const next = rows.length > page.limit ? (items.at(-1)?.outageId ?? null) : null;
  return { items: items.map((row) => summaryOf(row, page.at)), next };
}

/** One outage with all its facts in order of recording; undefined where nothing is recorded of it. */
export async function outageById(sql: Queryable, outageId: string, at: EpochSecond) {
  const [row] = await sql<OutageRow[]>`
    select outage_id as "outageId", facts, revision from read.outage where outage_id = ${outageId}`;
  if (row === undefined) return undefined;
  return { revision: row.revision, document: { ...summaryOf(row, at), facts: row.facts.map(factDocument) } };
}

/** The outage its facts tell of at an instant; without a start there is none yet, and it says so. */
function summaryOf({ outageId, facts }: OutageRow, at: EpochSecond) {
  const told = outageAt(
    outageId,
    facts.map(({ fact }) => fact),
    at,
  );
  if (told.kind !== 'outage') {
    return {
      outageId,
      state: 'not-started',
      findings: told.kind === 'none' ? [] : [{ code: 'OUTAGE_WITHOUT_START' }],
    };
  }
  const { serviceId, customerId, ticketId, planned, startedAt, endedAt, exclusions } = told.outage;
  return {
    outageId,
    serviceId,
    customerId,
    ticketId,
    planned,
    state: endedAt === null ? 'open' : 'ended',
    startedAt: formatSecond(startedAt),
    endedAt: endedAt === null ? null : formatSecond(endedAt),
    exclusions: exclusions.map(exclusionDocument),
    findings: [],
  };
}
