import type { Agreement } from '@app/agreements/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';

/**
 * Rows of `agreement` as they were when the log went up to a position; undefined: as they are. To be selected from, under
 * the name `agreement`.
 *
 * @example sql`select document from ${agreementsAsOf(sql, 42n)} where agreement_id = 'demo'`
 */
export const agreementsAsOf = (sql: Queryable, upTo: UpTo) =>
  upTo === undefined
    ? sql`agreement`
    : sql`(
        select distinct on (agreement_id) agreement_id, customer_id, service_id, document, revision, position
        from agreement_state where position <= ${String(upTo)}
        order by agreement_id, position desc
      ) as agreement`;

/** An agreement as one event of its terms left it. */
export interface AgreementState {
  readonly agreement: Agreement;
  /** Of that event, and what it was. */
  readonly position: bigint;
  readonly type: string;
  readonly recordedAtMs: number;
}

/** Every state of the agreements on some services that was known by a position, in the order of the log. */
export async function agreementStates(
  sql: Queryable,
  serviceIds: readonly string[],
  upTo: UpTo,
): Promise<readonly AgreementState[]> {
  return sql<AgreementState[]>`
    select document as agreement, position, type, recorded_at_ms as "recordedAtMs" from agreement_state
    where service_id = any(${serviceIds as string[]})
      ${upTo === undefined ? sql`` : sql`and position <= ${String(upTo)}`}
    order by position`;
}
