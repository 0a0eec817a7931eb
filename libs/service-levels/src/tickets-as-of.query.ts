import type { Queryable } from '@app/platform';
import { AgreementsInForce } from './agreements-in-force.js';
import { factsOfTickets } from './ticket-facts.rows.js';
import { comparePlaces, rowOf, type TicketFilter, type TicketPage, type TicketRow } from './ticket-list.js';
import { casesOf, recordsOf } from './ticket-record.js';
import type { TicketRecord } from './tickets.rows.js';

/** How many tickets are measured at once: what bounds the memory of a list. */
const CHUNK = 1_000;

const agreements = new AgreementsInForce();

/**
 * Of these tickets, the first rows after the page's beginning that pass the filter, as they were when the log went up to
 * a position: measured again from the facts of then; one more than the page has, where there are more.
 */
export async function listedAsOf(
  sql: Queryable,
  ticketIds: readonly string[],
  filter: TicketFilter,
  page: TicketPage,
  upTo: bigint,
): Promise<TicketRow[]> {
  let first: TicketRow[] = [];
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    const records = await ticketsAsOf(sql, ticketIds.slice(start, start + CHUNK), upTo);
    const listed = records.filter((record) => passes(record, filter, page)).map(rowOf);
    first = [...first, ...listed].sort(comparePlaces).slice(0, page.limit + 1);
  }
  return first;
}

/** Some tickets as they were known; one of which nothing was has no record. */
export async function ticketsAsOf(
  sql: Queryable,
  ticketIds: readonly string[],
  upTo: bigint,
): Promise<TicketRecord[]> {
  const facts = await factsOfTickets(sql, ticketIds, upTo);
  return recordsOf(await casesOf(sql, agreements, [...facts], upTo));
}

/** What the list's SQL asks of the rows, asked of a record. */
function passes(record: TicketRecord, filter: TicketFilter, { after, at }: TicketPage): boolean {
  const row = rowOf(record);
  if (after !== undefined && comparePlaces(row, after) <= 0) return false;
  if (filter.month !== undefined && record.rows.registeredMonth !== filter.month) return false;
  if (filter.breached !== undefined && isBreached(record, at) !== filter.breached) return false;
  return (['agreementId', 'customerId', 'priority', 'type', 'state'] as const).every(
    (name) => filter[name] === undefined || row[name] === filter[name],
  );
}

const isBreached = ({ agreementId, rows }: TicketRecord, at: number): boolean =>
  agreementId !== null &&
  rows.verdicts.some(
    ({ clock: { basis, state, breachesAt } }) =>
      basis === 'gross' &&
      (state === 'breached' || (state === 'running' && breachesAt !== null && breachesAt < at)),
  );
