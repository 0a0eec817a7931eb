import type { Agreement } from '@app/agreements/domain';
import type { Queryable } from '@app/platform';

/** One page of agreements by id, all versions, and where the next begins; null at the end. */
export async function listAgreements(
  sql: Queryable,
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<{ readonly items: readonly Agreement[]; readonly next: string | null }> {
  const rows = await sql<{ document: Agreement }[]>`
    select document from read.agreement where agreement_id > ${page.after ?? ''}
    order by agreement_id limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit).map(({ document }) => document);
  return { items, next: rows.length > page.limit ? (items.at(-1)?.agreementId ?? null) : null };
}

/** One agreement as data, all versions, with the revision of its stream, which notices move as well. */
export async function agreementById(
  sql: Queryable,
  agreementId: string,
): Promise<{ readonly agreement: Agreement; readonly revision: bigint } | undefined> {
  const [row] = await sql<{ document: Agreement; revision: bigint }[]>`
    select document, greatest(agreement.revision, agreement_notices.revision) as revision
    from read.agreement left join read.agreement_notices using (agreement_id)
    where agreement_id = ${agreementId}`;
  return row && { agreement: row.document, revision: row.revision };
}

/** The ids of all agreements of a customer, in their order. */
export async function agreementIdsOf(sql: Queryable, customerId: string): Promise<string[]> {
  const rows = await sql<{ agreement_id: string }[]>`
    select agreement_id from read.agreement where customer_id = ${customerId} order by agreement_id`;
  return rows.map(({ agreement_id }) => agreement_id);
}
