import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { ticketRows, unmeasuredRows } from '@app/service-levels/domain';
import { ticketAt } from '@app/tickets/domain';
import type { AgreementOf, AgreementsInForce } from './agreements-in-force.js';
import type { RecordedTicketFact } from './ticket-facts.rows.js';
import type { TicketRecord } from './tickets.rows.js';

type FactsOfTicket = readonly [ticketId: string, recorded: readonly RecordedTicketFact[]];

/**
 * What the read models hold of some tickets besides their facts: measured from these facts, under the agreements as they
 * were known. The rows that serve and the rows of then are made by this one function.
 */
export async function recordsOf(
  sql: Queryable,
  agreements: AgreementsInForce,
  tickets: readonly FactsOfTicket[],
  upTo?: UpTo,
): Promise<TicketRecord[]> {
  const subjects = tickets.map(subjectOf);
  const services = new Set(subjects.flatMap(({ serviceId }) => serviceId ?? []));
  const agreementOf = await agreements.of(sql, [...services], upTo);
  return subjects.map((subject) => recordOf(subject, agreementOf));
}

interface Subject extends Pick<TicketRecord, 'ticketId' | 'customerId' | 'serviceId'> {
  readonly recorded: readonly RecordedTicketFact[];
}

/** Who a ticket is about: its earliest registration says so, whenever that is dated. */
function subjectOf([ticketId, recorded]: FactsOfTicket): Subject {
  const { registration } = ticketAt(
    recorded.map(({ fact }) => fact),
    Infinity,
  );
  return {
    ticketId,
    recorded,
    customerId: registration?.data.customerId ?? null,
    serviceId: registration?.data.serviceId ?? null,
  };
}

function recordOf(
  { ticketId, recorded, customerId, serviceId }: Subject,
  agreementOf: AgreementOf,
): TicketRecord {
  const facts = recorded.map(({ fact }) => fact);
  const agreement =
    customerId === null || serviceId === null ? undefined : agreementOf(customerId, serviceId);
  const rows = agreement ? ticketRows(facts, agreement) : unmeasuredRows(facts);
  return {
    ticketId,
    customerId,
    serviceId,
    agreementId: rows.levels.findings.includes('CUSTOMER_CHANGED')
      ? null
      : (agreement?.agreement.agreementId ?? null),
    rows,
    // Every event of a ticket's stream is one of its facts.
    revision: recorded.length - 1,
    position: recorded.at(-1)?.position ?? '0',
  };
}
