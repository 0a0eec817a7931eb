import type { Agreement } from '@app/agreements/domain';
import { recordedService } from '@app/availability';
import type { OutageFact, ServiceFact } from '@app/availability/domain';
import type { OutageHistory, Recorded } from '@app/evaluations/domain';
import type { RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';

type Service = Pick<Agreement, 'customerId' | 'serviceId'>;
type Tickets = [ticketId: string, facts: TicketFact[]][];

/** How many tickets are measured at once: what bounds the memory of a month that is measured whole. */
const CHUNK = 1_000;

/** The facts of every ticket of a customer's service, by ticketId, some tickets at a time. */
export async function* factsInChunks(
  sql: Queryable,
  { customerId, serviceId }: Service,
): AsyncIterable<Tickets> {
  const rows = await sql<{ ticket_id: string }[]>`
    select ticket_id from read.ticket where customer_id = ${customerId} and service_id = ${serviceId}
    order by ticket_id`;
  yield* factsOfThese(
    sql,
    rows.map(({ ticket_id }) => ticket_id),
  );
}

/** The facts of these tickets, some at a time. */
export async function* factsOfThese(sql: Queryable, ticketIds: readonly string[]): AsyncIterable<Tickets> {
  for (let start = 0; start < ticketIds.length; start += CHUNK) {
    const recorded = await factsOfTickets(sql, ticketIds.slice(start, start + CHUNK));
    yield [...recorded].map(([ticketId, facts]) => [ticketId, facts.map(({ fact }) => fact)]);
  }
}

/** All outages of a service, and those nobody recorded to have started: whose they are is not known. */
export async function recordedOutagesOf(
  sql: Queryable,
  { serviceId }: Pick<Service, 'serviceId'>,
): Promise<Recorded<OutageFact>[]> {
  return sql<Recorded<OutageFact>[]>`
    select outage_id as id, facts from read.outage where service_id = ${serviceId} or service_id is null
    order by outage_id`;
}

/** The same, without when and by whom each fact was recorded. */
export async function outagesOf(sql: Queryable, service: Service): Promise<OutageHistory[]> {
  const recorded = await recordedOutagesOf(sql, service);
  return recorded.map(({ id, facts }) => ({ outageId: id, facts: facts.map(({ fact }) => fact) }));
}

/** Everything recorded of the service itself. */
export async function recordedFactsOfService(
  sql: Queryable,
  { serviceId }: Pick<Service, 'serviceId'>,
): Promise<readonly RecordedFact<ServiceFact>[]> {
  return (await recordedService(sql, serviceId))?.facts ?? [];
}

/** The same, without when and by whom each fact was recorded. */
export async function factsOfService(sql: Queryable, service: Service): Promise<ServiceFact[]> {
  return (await recordedFactsOfService(sql, service)).map(({ fact }) => fact);
}
