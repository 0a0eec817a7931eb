import type { UpTo } from '@app/facts';
import { ACT_BY, FINDING_CODES } from '@app/findings/domain';
import type { Queryable } from '@app/platform';
import {
  comparePlaces,
  findingDocument,
  placeOf,
  type FindingCursor,
  type FindingFilter,
  type FindingPage,
} from './finding-list.js';
import type { FindingRow } from './finding.rows.js';
import { changedSince, foundAsOf } from './findings-as-of.query.js';

/** One page of the findings that began by an instant, by since when, and the cursor of the next; null at the end. */
export async function listFindings(
  sql: Queryable,
  filter: FindingFilter,
  page: FindingPage,
  upTo?: UpTo,
): Promise<{ readonly items: readonly object[]; readonly next: FindingCursor | null }> {
  const rows = await (upTo === undefined
    ? rowsThatServe(sql, filter, page)
    : rowsOfThen(sql, filter, page, upTo));
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items: items.map(findingDocument),
    next: rows.length > page.limit && last ? placeOf(last) : null,
  };
}

/** The first rows of a page that pass, one more than it has, where there are more. */
async function rowsThatServe(
  sql: Queryable,
  { agreementId, customerId, code, ticketId, actBy, month, open }: FindingFilter,
  { limit, after, at }: FindingPage,
  upTo?: UpTo,
): Promise<readonly FindingRow[]> {
  const [since, kind, id, ofCode, concern] = after ?? [-1, '', '', '', ''];
  const codes = FINDING_CODES.filter((one) => actBy === undefined || ACT_BY[one] === actBy);
  return sql<FindingRow[]>`
    select kind, subject_id, code, concern, agreement_id, customer_id, since, month, open
    from read.finding
    where (since, kind, subject_id, code, concern) > (${since}, ${kind}, ${id}, ${ofCode}, ${concern})
      and since <= ${at}
      ${upTo === undefined ? sql`` : sql`and (kind, subject_id) not in (${changedSince(sql, upTo)})`}
      ${actBy === undefined ? sql`` : sql`and code = any(${codes})`}
      ${agreementId === undefined ? sql`` : sql`and agreement_id = ${agreementId}`}
      ${customerId === undefined ? sql`` : sql`and customer_id = ${customerId}`}
      ${code === undefined ? sql`` : sql`and code = ${code}`}
      ${ticketId === undefined ? sql`` : sql`and kind = 'ticket' and subject_id = ${ticketId}`}
      ${month === undefined ? sql`` : sql`and month = ${month}`}
      ${open === undefined ? sql`` : sql`and open = ${open}`}
    order by since, kind, subject_id, code, concern
    limit ${limit + 1}`;
}

/** Rows that are what they were, and what was found of everything else. */
async function rowsOfThen(
  sql: Queryable,
  filter: FindingFilter,
  page: FindingPage,
  upTo: bigint,
): Promise<readonly FindingRow[]> {
  const unchanged = await rowsThatServe(sql, filter, page, upTo);
  const changed = await foundAsOf(sql, filter, page, upTo);
  return [...unchanged, ...changed]
    .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)))
    .slice(0, page.limit + 1);
}
