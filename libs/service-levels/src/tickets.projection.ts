import type { StoredEvent } from '@app/event-store';
import { idInStream, recordedFactOf } from '@app/facts';
import { defineProjection } from '@app/projections';
import type { Transaction } from '@app/platform';
import { TICKET_FACTS, type TicketFact } from '@app/tickets/domain';
import { AgreementsInForce } from './agreements-in-force.js';
import { rememberTickets } from './known-tickets.js';
import { factsOfTickets, insertFacts, type RecordedTicketFact, rememberFacts } from './ticket-facts.rows.js';
import { type Case, casesOf, recordsOf } from './ticket-record.js';
import { clockRows, saveTickets, type TicketToWrite } from './tickets.rows.js';
import { ticketIndexes, ticketTables } from './tickets.tables.js';

/** How many tickets an agreement that changed has measured again at once: what bounds the memory of it. */
const CHUNK = 2_000;

/** Tickets whose facts stay in memory: those under way, as their next facts come soon. Some 5 kB each. */
const KEPT = 2_000;

/** All facts of a ticket, and how many of them the tables have already; new: it has no row of its own yet either. */
interface TicketState {
  readonly facts: readonly RecordedTicketFact[];
  readonly stored: number;
  readonly isNew: boolean;
}

/** A ticket that has just been measured, and the rows that are written of it. */
export type MadeTicket = Case & TicketToWrite;

const isFirst = ({ revision }: StoredEvent): boolean => revision === 0n;

/**
 * Tickets: their facts, what happened to them, and their clocks, measured whenever a fact or their agreement changes.
 *
 * @param onMade is shown what is written, for whoever looks at it a second time
 */
export const ticketsProjection = (onMade: (made: readonly MadeTicket[]) => void = () => undefined) => {
  const agreements = new AgreementsInForce();
  return defineProjection<TicketState>({
    name: 'tickets',
    version: 3,
    handles: TICKET_FACTS.map(({ type }) => type),
    tables: ticketTables,
    readIndexes: ticketIndexes,
    keepStates: KEPT,
    saved: ({ facts }) => ({ facts, stored: facts.length, isNew: false }),
    partitionBy: ({ stream }) => idInStream('ticket', stream),
    isFirst,
    load: async (sql, ticketIds) => {
      const facts = await factsOfTickets(sql, ticketIds);
      return new Map(
        [...facts].map(([ticketId, own]) => [ticketId, { facts: own, stored: own.length, isNew: false }]),
      );
    },
    apply: (before, event) => {
      const state = before ?? { facts: [], stored: 0, isNew: isFirst(event) };
      const fact = recordedFactOf<TicketFact>('ticket', event);
      return fact ? { ...state, facts: [...state.facts, fact] } : state;
    },
    save: async (sql, changed) => {
      const facts = new Map([...changed].map(([ticketId, { facts: own }]) => [ticketId, own]));
      rememberFacts(sql, facts);
      const cases = await casesOf(sql, agreements, [...facts]);
      // Tickets are measured while Postgres takes the facts in. Both are over before anything else is asked of it.
      const inserting = insertFacts(sql, [...changed].flatMap(newFacts));
      const measuring = recordsOf(cases);
      await Promise.allSettled([inserting, measuring]);
      await inserting;
      const records = await measuring;
      const made = cases.flatMap((each, index) => {
        const record = records[index];
        return record === undefined ? [] : { ...each, record, clocks: clockRows(record) };
      });
      onMade(made);
      const known = [...changed].flatMap(([ticketId, { isNew }]) => (isNew ? [] : [ticketId]));
      await saveTickets(sql, made, known);
      rememberTickets(
        sql,
        made.map(({ record }) => record),
      );
    },
    touches: (sql, changed) => ticketsOfAgreements(sql, changed.get('agreements') ?? []),
  });
};

const newFacts = ([ticketId, { facts, stored }]: readonly [string, TicketState]) =>
  facts.slice(stored).map((fact) => ({ ...fact, ticketId }));

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
