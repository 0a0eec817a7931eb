import type { Agreement } from '@app/agreements/domain';
import type { Queryable } from '@app/platform';

/** Where a fact of a ticket stands in the log. */
interface PlacedFact {
  readonly ticketId: string;
  readonly position: bigint;
}

/**
 * The next facts after a position of tickets that were registered for a customer's service, by whatever registration,
 * in the order of the log.
 */
export async function ticketFactsAfter(
  sql: Queryable,
  { customerId, serviceId }: Pick<Agreement, 'customerId' | 'serviceId'>,
  { position, upTo, limit }: { readonly position: bigint; readonly upTo: bigint; readonly limit: number },
): Promise<readonly PlacedFact[]> {
  return sql<PlacedFact[]>`
    select next.ticket_id as "ticketId", next.position from read.ticket_fact as next
    where next.position > ${String(position)} and next.position <= ${String(upTo)}
      and exists (
        select from read.ticket_fact as known
        where known.ticket_id = next.ticket_id and known.type = 'TicketRegistered'
          and known.data ->> 'customerId' = ${customerId} and known.data ->> 'serviceId' = ${serviceId}
      )
    order by next.position limit ${limit}`;
}
