import { outagesAsOf } from '@app/availability';
import { outageAt, type OutageFact } from '@app/availability/domain';
import type { RecordedFact, UpTo } from '@app/facts';
import { type MeasuredTicket, ticketFindings } from '@app/findings/domain';
import type { Queryable } from '@app/platform';
import { problemsAsOf, problemViews } from '@app/problems';
import { factsOfTickets, ticketsAsOf, type AgreementsInForce } from '@app/service-levels';
import { findingRow, type FindingRow } from './finding.rows.js';

interface TicketRow {
  readonly ticketId: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  /** Null too where its customer is in doubt: then its findings are nobody's. */
  readonly agreementId: string | null;
  readonly open: boolean;
  readonly levels: MeasuredTicket;
}

/** The findings of some tickets, from their facts that are known and from what outages and problems say of them. */
export async function findInTickets(
  sql: Queryable,
  agreements: AgreementsInForce,
  ticketIds: readonly string[],
  upTo?: UpTo,
): Promise<FindingRow[]> {
  if (ticketIds.length === 0) return [];
  const rows = await (upTo === undefined ? rowsNow(sql, ticketIds) : rowsAsOf(sql, ticketIds, upTo));
  const facts = await factsOfTickets(
    sql,
    rows.map(({ ticketId }) => ticketId),
    upTo,
  );
  const services = [...new Set(rows.flatMap(({ serviceId }) => serviceId ?? []))];
  const agreementOf = await agreements.of(sql, services, upTo);
  const named = await namedByOutages(sql, services, upTo);
  const linked = await (upTo === undefined ? linkedAmong(sql, ticketIds) : linkedAsOf(sql, ticketIds, upTo));
  return rows.flatMap(({ ticketId, customerId, serviceId, agreementId, open, levels }) => {
    const agreement =
      customerId === null || serviceId === null ? undefined : agreementOf(customerId, serviceId);
    const recorded = (facts.get(ticketId) ?? []).map(({ fact }) => fact);
    const by = { outage: named(ticketId, customerId, serviceId), problem: linked.has(ticketId) };
    const whose = agreementId === null ? undefined : agreement;
    const subject = { kind: 'ticket', id: ticketId, customerId, agreement: whose, open } as const;
    return ticketFindings(ticketId, recorded, agreement, levels, by).map((found) =>
      findingRow(subject, found),
    );
  });
}

/** Those that something may be found of: others have no findings. */
async function rowsNow(sql: Queryable, ticketIds: readonly string[]): Promise<readonly TicketRow[]> {
  const rows = await sql<(Omit<TicketRow, 'levels'> & MeasuredTicket)[]>`
    select ticket_id as "ticketId", customer_id as "customerId", service_id as "serviceId",
      agreement_id as "agreementId", coalesce(state in ('open', 'waiting'), false) as open,
      type, priority, registered_at as "registeredAt", findings
    from ticket where ticket_id = any(${ticketIds as string[]}) and (findings <> '{}' or type = 'incident')`;
  return rows.map(({ type, priority, registeredAt, findings, ...row }) => ({
    ...row,
    levels: { type, priority, registeredAt, findings },
  }));
}

async function rowsAsOf(
  sql: Queryable,
  ticketIds: readonly string[],
  upTo: bigint,
): Promise<readonly TicketRow[]> {
  const records = await ticketsAsOf(sql, ticketIds, upTo);
  return records
    .filter(({ rows: { levels } }) => levels.findings.length > 0 || levels.type === 'incident')
    .map(({ ticketId, customerId, serviceId, agreementId, rows: { activity, levels } }) => ({
      ticketId,
      customerId,
      serviceId,
      agreementId,
      open: activity?.state === 'open' || activity?.state === 'waiting',
      levels,
    }));
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
