import { outagesAsOf } from '@app/availability';
import { outageAt, type OutageFact } from '@app/availability/domain';
import type { RecordedFact, UpTo } from '@app/facts';
import { ticketFindings } from '@app/findings/domain';
import type { Queryable } from '@app/platform';
import { problemsAsOf, problemViews } from '@app/problems';
import { type AgreementsInForce, factsOfTickets, knownTickets } from '@app/service-levels';
import { findingRow, type FindingRow } from './finding.rows.js';

/** The findings of some tickets, from their facts that are known and from what outages and problems say of them. */
export async function findInTickets(
  sql: Queryable,
  agreements: AgreementsInForce,
  ticketIds: readonly string[],
  upTo?: UpTo,
): Promise<FindingRow[]> {
  if (ticketIds.length === 0) return [];
  const known = await knownTickets(sql, ticketIds, upTo);
  // Of others nothing is found.
  const rows = known.filter(({ findings, type }) => findings.length > 0 || type === 'incident');
  const facts = await factsOfTickets(
    sql,
    rows.map(({ ticketId }) => ticketId),
    upTo,
  );
  const services = [...new Set(rows.flatMap(({ serviceId }) => serviceId ?? []))];
  const agreementOf = await agreements.ofTickets(sql, rows, upTo);
  const named = await namedByOutages(sql, services, upTo);
  const linked = await (upTo === undefined ? linkedAmong(sql, ticketIds) : linkedAsOf(sql, ticketIds, upTo));
  return rows.flatMap((ticket) => {
    const { ticketId, customerId, serviceId, agreementId } = ticket;
    const agreement = agreementOf(ticket);
    const recorded = (facts.get(ticketId) ?? []).map(({ fact }) => fact);
    const by = { outage: named(ticketId, customerId, serviceId), problem: linked.has(ticketId) };
    // Of a ticket whose customer is in doubt they are nobody's.
    const whose = agreementId === null ? undefined : agreement;
    const open = ticket.state === 'open' || ticket.state === 'waiting';
    const subject = { kind: 'ticket', id: ticketId, customerId, agreement: whose, open } as const;
    return ticketFindings(ticketId, recorded, agreement, ticket, by).map((found) =>
      findingRow(subject, found),
    );
  });
}

interface OutageRow {
  readonly outageId: string;
  readonly serviceId: string | null;
  readonly facts: readonly RecordedFact<OutageFact>[];
}

async function outagesOfServices(
  sql: Queryable,
  services: readonly string[],
  upTo: UpTo,
): Promise<readonly OutageRow[]> {
  if (upTo === undefined)
    return sql<OutageRow[]>`
      select outage_id as "outageId", service_id as "serviceId", facts from outage
      where service_id = any(${services as string[]})`;
  const known: OutageRow[] = [];
  for await (const outage of outagesAsOf(sql, upTo))
    if (outage.serviceId !== null && services.includes(outage.serviceId)) known.push(outage);
  return known;
}

/** Which tickets the outages of some services name, when all their facts that are known count. */
async function namedByOutages(sql: Queryable, services: readonly string[], upTo: UpTo) {
  const rows = await outagesOfServices(sql, services, upTo);
  const outages = rows.flatMap(({ outageId, facts }) => {
    const now = outageAt(
      outageId,
      facts.map(({ fact }) => fact),
      Infinity,
    );
    return now.kind === 'outage' ? [now.outage] : [];
  });
  return (ticketId: string, customerId: string | null, serviceId: string | null): boolean =>
    outages.some(
      (outage) =>
        outage.ticketId === ticketId &&
        outage.serviceId === serviceId &&
        (outage.customerId === null || outage.customerId === customerId),
    );
}

async function linkedAmong(sql: Queryable, ticketIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ ticket_id: string }[]>`
    select named.ticket_id from problem_ticket as named join problem using (problem_id)
    where named.ticket_id = any(${ticketIds as string[]}) and named.ticket_id = any(problem.tickets)`;
  return new Set(rows.map(({ ticket_id }) => ticket_id));
}

/** The same by what was known: of problems that ever named one of them. */
async function linkedAsOf(
  sql: Queryable,
  ticketIds: readonly string[],
  upTo: bigint,
): Promise<ReadonlySet<string>> {
  const where = sql`
    problem_id in (select problem_id from problem_ticket where ticket_id = any(${ticketIds as string[]}))`;
  const linked = new Set<string>();
  for await (const problems of problemsAsOf(sql, upTo, { where })) {
    for (const { standing } of await problemViews(sql, problems, Infinity, upTo))
      for (const ticketId of standing?.tickets ?? []) linked.add(ticketId);
  }
  return linked;
}
