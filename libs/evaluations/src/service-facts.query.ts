import type { Agreement } from '@app/agreements/domain';
import { outagesAsOf, recordedService } from '@app/availability';
import type { OutageFact, ServiceFact } from '@app/availability/domain';
import type { OutageHistory, Recorded } from '@app/evaluations/domain';
import type { RecordedFact, UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';

type Service = Pick<Agreement, 'customerId' | 'serviceId'>;
type Tickets = [ticketId: string, facts: TicketFact[]][];

/** How many tickets are measured at once: what bounds the memory of a month that is measured whole. */
const CHUNK = 1_000;

/**
 * The facts of every ticket of a customer's service, by ticketId, some tickets at a time. Of an earlier state of the log
 * there may be tickets of others among them: who measures them sees whose they were.
 */
export async function* factsInChunks(sql: Queryable, service: Service, upTo?: UpTo): AsyncIterable<Tickets> {
  yield* factsOfThese(sql, await ticketsOfService(sql, service, upTo), upTo);
}

/** The ids of all tickets of a customer's service, and of those that may have been its tickets at an earlier position. */
export async function ticketsOfService(
  sql: Queryable,
  { customerId, serviceId }: Service,
  upTo: UpTo,
): Promise<string[]> {
  const isOfIt = sql`customer_id = ${customerId} and service_id = ${serviceId}`;
  // Its registration may have been corrected or retracted since.
  const mayHaveBeen =
    upTo === undefined
      ? sql``
      : sql`
        union
        select ticket.ticket_id from ticket
        cross join lateral (
          select from ticket_fact as known
          where known.ticket_id = ticket.ticket_id and known.type = 'TicketRegistered'
            and known.position <= ${String(upTo)}
            and known.data ->> 'customerId' = ${customerId} and known.data ->> 'serviceId' = ${serviceId}
          -- One look into the index a ticket: the facts of all others are not read for these few.
          limit 1
        ) as registered
        where position > ${String(upTo)} and not coalesce(${isOfIt}, false)`;
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket_id from ticket where ${isOfIt} ${mayHaveBeen} order by ticket_id`;
  return rows.map(({ ticket_id }) => ticket_id);
}

/** The facts of these tickets, some at a time; the next ones are being read while some are measured. */
export async function* factsOfThese(
  sql: Queryable,
  ticketIds: readonly string[],
  upTo?: UpTo,
): AsyncIterable<Tickets> {
  const read = (start: number) => {
    if (start >= ticketIds.length) return undefined;
    const recorded = factsOfTickets(sql, ticketIds.slice(start, start + CHUNK), upTo);
    recorded.catch(() => undefined); // it is awaited one chunk later; until then nobody listens
    return recorded;
  };
  let ahead = read(0);
  for (let next = CHUNK; ahead !== undefined; next += CHUNK) {
    const recorded = await ahead;
    ahead = read(next);
    yield [...recorded].map(([ticketId, facts]) => [ticketId, facts.map(({ fact }) => fact)]);
  }
}

/** All outages of a service, and those nobody recorded to have started: whose they are is not known. */
async function recordedOutagesOf(
  sql: Queryable,
  { serviceId }: Pick<Service, 'serviceId'>,
  upTo?: UpTo,
): Promise<Recorded<OutageFact>[]> {
  if (upTo !== undefined) {
    const known: Recorded<OutageFact>[] = [];
    for await (const outage of outagesAsOf(sql, upTo)) {
      if (outage.serviceId === serviceId || outage.serviceId === null)
        known.push({ id: outage.outageId, facts: outage.facts });
    }
    return known;
  }
  return sql<Recorded<OutageFact>[]>`
    select outage_id as id, facts from outage where service_id = ${serviceId} or service_id is null
    order by outage_id`;
}

/** Outages that were of the service by any of their facts, and those nobody recorded to have started: for replaying. */
export async function outagesEverOf(
  sql: Queryable,
  { serviceId }: Pick<Service, 'serviceId'>,
  upTo: UpTo,
): Promise<Recorded<OutageFact>[]> {
  const outages: Recorded<OutageFact>[] = [];
  for await (const { outageId: id, facts } of outagesAsOf(sql, upTo)) {
    const services = facts.flatMap(({ fact }) => (fact.type === 'OutageStarted' ? fact.data.serviceId : []));
    if (services.length === 0 || services.includes(serviceId)) outages.push({ id, facts });
  }
  return outages;
}

/** Outages of a service, without when and by whom each fact was recorded. */
export async function outagesOf(sql: Queryable, service: Service, upTo?: UpTo): Promise<OutageHistory[]> {
  const recorded = await recordedOutagesOf(sql, service, upTo);
  return recorded.map(({ id, facts }) => ({ outageId: id, facts: facts.map(({ fact }) => fact) }));
}

/** Everything recorded of the service itself. */
export async function recordedFactsOfService(
  sql: Queryable,
  { serviceId }: Pick<Service, 'serviceId'>,
  upTo?: UpTo,
): Promise<readonly RecordedFact<ServiceFact>[]> {
  return (await recordedService(sql, serviceId, upTo))?.facts ?? [];
}

/** The same, without when and by whom each fact was recorded. */
export async function factsOfService(sql: Queryable, service: Service, upTo?: UpTo): Promise<ServiceFact[]> {
  return (await recordedFactsOfService(sql, service, upTo)).map(({ fact }) => fact);
}
