import { idInStream, recordedFactOf } from '@app/facts';
import { defineProjection } from '@app/projections';
import type { Transaction } from '@app/platform';
import { ticketRows, unmeasuredRows } from '@app/service-levels/domain';
import { TICKET_FACTS, ticketAt, type TicketFact } from '@app/tickets/domain';
import { AgreementsInForce, type AgreementOf } from './agreements-in-force.js';
import { factsOfTickets, insertFacts, type RecordedTicketFact } from './ticket-facts.rows.js';
import { saveTickets, type TicketRecord } from './tickets.rows.js';
import { ticketTables } from './tickets.tables.js';

/** How many tickets an agreement that changed has measured again at once: what bounds the memory of it. */
const CHUNK = 2_000;

/** All facts of a ticket, and how many of them the tables have already. */
interface TicketState {
  readonly facts: readonly RecordedTicketFact[];
  readonly stored: number;
}

/** Tickets: their facts, what happened to them, and their clocks, measured whenever a fact or their agreement changes. */
export const ticketsProjection = () => {
  const agreements = new AgreementsInForce();
  return defineProjection<TicketState>({
    name: 'tickets',
    version: 2,
    handles: TICKET_FACTS.map(({ type }) => type),
    tables: ticketTables,
    partitionBy: ({ stream }) => idInStream('ticket', stream),
    load: async (sql, ticketIds) => {
      const facts = await factsOfTickets(sql, ticketIds);
      return new Map([...facts].map(([ticketId, own]) => [ticketId, { facts: own, stored: own.length }]));
    },
    apply: (state = { facts: [], stored: 0 }, event) => {
      const fact = recordedFactOf<TicketFact>('ticket', event);
      return fact ? { ...state, facts: [...state.facts, fact] } : state;
    },
    save: async (sql, changed) => {
      await insertFacts(
        sql,
        [...changed].flatMap(([ticketId, { facts, stored }]) =>
          facts.slice(stored).map((fact) => ({ ...fact, ticketId })),
        ),
      );
      const subjects = [...changed].map(([ticketId, { facts }]) => subjectOf(ticketId, facts));
      const services = new Set(subjects.flatMap(({ serviceId }) => serviceId ?? []));
      const agreementOf = await agreements.of(sql, [...services]);
      await saveTickets(
        sql,
        subjects.map((subject) => recordOf(subject, agreementOf)),
      );
    },
    touches: (sql, changed) => ticketsOfAgreements(sql, changed.get('agreements') ?? []),
  });
};

interface Subject extends Pick<TicketRecord, 'ticketId' | 'customerId' | 'serviceId'> {
  readonly recorded: readonly RecordedTicketFact[];
}

/** Who a ticket is about: its earliest registration says so, whenever that is dated. */
function subjectOf(ticketId: string, recorded: readonly RecordedTicketFact[]): Subject {
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

/** The tickets whose terms changed with these agreements, in chunks. */
async function* ticketsOfAgreements(
  sql: Transaction,
  agreementIds: readonly string[],
): AsyncIterable<string[]> {
  if (agreementIds.length === 0) return;
  let after = '';
  for (;;) {
    const rows = await sql<{ ticket_id: string }[]>`
      select ticket_id from ticket
      where ticket_id > ${after} and (customer_id, service_id) in (
        select customer_id, service_id from agreement where agreement_id = any(${agreementIds as string[]})
      )
      order by ticket_id limit ${CHUNK}`;
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ ticket_id }) => ticket_id);
    after = last.ticket_id;
  }
}
