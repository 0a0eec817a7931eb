import { noticeEventsIn, noticesUpTo, type Agreement, type RecordedNotice } from '@app/agreements/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { agreementsAsOf } from './agreement-states.js';

/** One page of agreements by id, all versions, and where the next begins; null at the end. */
export async function listAgreements(
  sql: Queryable,
  page: { readonly limit: number; readonly after: string | undefined },
  upTo?: UpTo,
): Promise<{ readonly items: readonly Agreement[]; readonly next: string | null }> {
  const rows = await sql<{ document: Agreement }[]>`
    select document from ${agreementsAsOf(sql, upTo)} where agreement_id > ${page.after ?? ''}
    order by agreement_id limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit).map(({ document }) => document);
  return { items, next: rows.length > page.limit ? (items.at(-1)?.agreementId ?? null) : null };
}

/** What is known of one agreement. */
export interface KnownTerms {
  /** As data, all versions. */
  readonly agreement: Agreement;
  readonly notices: readonly RecordedNotice[];
  /** Of its stream. */
  readonly revision: bigint;
}

interface KnownRow {
  readonly document: Agreement;
  readonly notices: readonly RecordedNotice[];
  readonly revision: bigint;
  readonly position: bigint;
}

/** One agreement with the notices recorded on it; undefined where there is none. */
export async function agreementById(
  sql: Queryable,
  agreementId: string,
  upTo?: UpTo,
): Promise<KnownTerms | undefined> {
  const [row] = await sql<KnownRow[]>`
    select document, coalesce(notices, '[]') as notices, agreement.revision, agreement.position
    from ${agreementsAsOf(sql, upTo)} left join agreement_notices using (agreement_id)
    where agreement_id = ${agreementId}`;
  if (row === undefined) return undefined;
  const notices = noticesUpTo(row.notices, upTo);
  // The events of its stream after the last one of its terms are all of notices.
  const later = noticeEventsIn(notices).filter((position) => BigInt(position) > row.position);
  return { agreement: row.document, notices, revision: row.revision + BigInt(later.length) };
}

/** The ids of all agreements of a customer, in their order. */
export async function agreementIdsOf(sql: Queryable, customerId: string, upTo?: UpTo): Promise<string[]> {
  const rows = await sql<{ agreement_id: string }[]>`
    select agreement_id from ${agreementsAsOf(sql, upTo)} where customer_id = ${customerId}
    order by agreement_id`;
  return rows.map(({ agreement_id }) => agreement_id);
}
