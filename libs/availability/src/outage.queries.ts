import { outageAt } from '@app/availability/domain';
import { exclusionDocument, factDocument, knownUpTo, type UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { formatSecond, type EpochSecond } from '@app/support-time';
import { outagesAsOf, type OutageAsOf } from './outages-as-of.query.js';

type OutageRow = Pick<OutageAsOf, 'outageId' | 'facts'>;

export interface OutageFilter {
  readonly serviceId?: string;
  readonly customerId?: string;
}

/** One page of outages by id as they stand at an instant, and where the next begins; null at the end. */
export async function listOutages(
  sql: Queryable,
  filter: OutageFilter,
  page: { readonly limit: number; readonly after: string | undefined; readonly at: EpochSecond },
  upTo?: UpTo,
) {
  const rows = await (upTo === undefined ? rowsNow(sql, filter, page) : rowsAsOf(sql, filter, page, upTo));
  const items = rows.slice(0, page.limit);
  const next = rows.length > page.limit ? (items.at(-1)?.outageId ?? null) : null;
  return { items: items.map((row) => summaryOf(row, page.at)), next };
}

type Page = Parameters<typeof listOutages>[2];

/** One row more than the page has, where there are more. */
async function rowsNow(
  sql: Queryable,
  { serviceId, customerId }: OutageFilter,
  page: Page,
): Promise<readonly OutageRow[]> {
  return sql<OutageRow[]>`
    select outage_id as "outageId", facts from read.outage
    where outage_id > ${page.after ?? ''}
      ${serviceId === undefined ? sql`` : sql`and service_id = ${serviceId}`}
      ${customerId === undefined ? sql`` : sql`and (customer_id = ${customerId} or customer_id is null)`}
    order by outage_id limit ${page.limit + 1}`;
}

async function rowsAsOf(
  sql: Queryable,
  { serviceId, customerId }: OutageFilter,
  page: Page,
  upTo: bigint,
): Promise<readonly OutageRow[]> {
  const rows: OutageRow[] = [];
  for await (const outage of outagesAsOf(sql, upTo, page.after)) {
    if (serviceId !== undefined && outage.serviceId !== serviceId) continue;
    if (customerId !== undefined && outage.customerId !== null && outage.customerId !== customerId) continue;
    if (rows.push(outage) > page.limit) break;
  }
  return rows;
}

/** One outage with all its facts in order of recording; undefined where nothing is recorded of it. */
export async function outageById(sql: Queryable, outageId: string, at: EpochSecond, upTo?: UpTo) {
  const [row] = await sql<OutageRow[]>`
    select outage_id as "outageId", facts from read.outage where outage_id = ${outageId}`;
  const facts = knownUpTo(row?.facts ?? [], upTo);
  if (facts.length === 0) return undefined;
  return {
    // Every event of an outage's stream is one of its facts.
    revision: BigInt(facts.length - 1),
    document: { ...summaryOf({ outageId, facts }, at), facts: facts.map(factDocument) },
  };
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
