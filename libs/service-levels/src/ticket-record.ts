import { setImmediate } from 'node:timers/promises';
import type { CompiledAgreement } from '@app/agreements/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { ticketRows, unmeasuredRows } from '@app/service-levels/domain';
import { ticketAt } from '@app/tickets/domain';
import type { AgreementsInForce } from './agreements-in-force.js';
import type { RecordedTicketFact } from './ticket-facts.rows.js';
import type { TicketRecord } from './tickets.rows.js';

type FactsOfTicket = readonly [ticketId: string, recorded: readonly RecordedTicketFact[]];

/** A ticket as it is to be measured: its facts, whose it is, and under which agreement. */
export interface Case extends Pick<TicketRecord, 'ticketId' | 'customerId' | 'serviceId'> {
  readonly recorded: readonly RecordedTicketFact[];
  /** Undefined where none covers it. */
  readonly agreement: CompiledAgreement | undefined;
}

/** Some tickets under the agreements as they were known. */
export async function casesOf(
  sql: Queryable,
  agreements: AgreementsInForce,
  tickets: readonly FactsOfTicket[],
  upTo?: UpTo,
): Promise<Case[]> {
  const subjects = tickets.map(subjectOf);
  const agreementOf = await agreements.ofTickets(sql, subjects, upTo);
  return subjects.map((subject) => ({ ...subject, agreement: agreementOf(subject) }));
}

/** Who a ticket is about: its earliest registration says so, whenever that is dated. */
function subjectOf([ticketId, recorded]: FactsOfTicket): Omit<Case, 'agreement'> {
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

/** How many tickets are measured at a stretch, some 10 ms: then whatever else there is to do gets its turn. */
const STRETCH = 64;

/**
 * What the read models hold of some tickets besides their facts, measured from these facts. The rows that serve and the
 * rows of then are made by this one function.
 */
export async function recordsOf(cases: readonly Case[]): Promise<TicketRecord[]> {
  const records: TicketRecord[] = [];
  for (let from = 0; from < cases.length; from += STRETCH) {
    if (from > 0) await setImmediate();
    records.push(...cases.slice(from, from + STRETCH).map(recordOf));
  }
  return records;
}

function recordOf({ ticketId, recorded, customerId, serviceId, agreement }: Case): TicketRecord {
  const facts = recorded.map(({ fact }) => fact);
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
