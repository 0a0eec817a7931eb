import type { Agreement } from '@app/agreements/domain';
import type { Queryable } from '@app/platform';

/** A fact of a ticket, and whether that was ever registered for the service. */
interface PlacedFact {
  readonly ticketId: string;
  readonly position: bigint;
  readonly isOfService: boolean;
}

/**
 * The next facts of tickets after a position, in the order of the log, whosever they are: of each it is told whether its
 * ticket was ever registered for this customer's service. So many facts are looked at, and no more, however few of them
 * are the service's.
 */
export async function ticketFactsAfter(
  sql: Queryable,
  { customerId, serviceId }: Pick<Agreement, 'customerId' | 'serviceId'>,
  { position, upTo, limit }: { readonly position: bigint; readonly upTo: bigint; readonly limit: number },
): Promise<readonly PlacedFact[]> {
  return sql<PlacedFact[]>`
    select next.ticket_id as "ticketId", next.position, exists (
      select from read.ticket_fact as known
      where known.ticket_id = next.ticket_id and known.type = 'TicketRegistered'
        and known.data ->> 'customerId' = ${customerId} and known.data ->> 'serviceId' = ${serviceId}
      -- One look into the index a fact: the facts of everybody are not read for the few that are looked at.
      limit 1
    ) as "isOfService"
    from (
      select ticket_id, position from read.ticket_fact
      where position > ${String(position)} and position <= ${String(upTo)}
      order by position limit ${limit}
    ) as next
    order by next.position`;
}
