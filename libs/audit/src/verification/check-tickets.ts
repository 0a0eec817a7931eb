import type { Transaction } from '@app/platform';
import { AgreementsInForce, factsOfTickets } from '@app/service-levels';
import { measureTicket, unmeasured } from '@app/service-levels/domain';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import {
  type DifferenceList,
  secondOfRows,
  type StoredClock,
  type StoredTicket,
  ticketDifferences,
} from '../domain/index.js';

/** How many tickets are measured at once: what bounds the memory of it. */
const CHUNK = 1_000;

type TicketRow = Omit<StoredTicket, 'clocks'> & { readonly ticketId: string };
type ClockRow = StoredClock & { readonly ticketId: string };

const ticketsAfter = (tx: Transaction, after: string): Promise<readonly TicketRow[]> =>
  tx<TicketRow[]>`
    select ticket_id as "ticketId", agreement_version as "agreementVersion", type, priority,
      registered_at as "registeredAt", findings, holds_from as "holdsFrom", holds_before as "holdsBefore"
    from read.ticket where ticket_id > ${after} order by ticket_id limit ${CHUNK}`;

const clocksOf = async (
  tx: Transaction,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredClock[]>> => {
  const rows = await tx<ClockRow[]>`
    select ticket_id as "ticketId", metric, basis, state, priority, clause, target_seconds as "targetSeconds",
      allowed_seconds as "allowedSeconds", elapsed_seconds as "elapsedSeconds", started_at as "startedAt",
      stopped_at as "stoppedAt", due_at as "dueAt", breaches_at as "breachesAt", decided_at as "decidedAt"
    from read.clock_verdict where ticket_id = any(${ticketIds as string[]})`;
  const clocks = new Map<string, StoredClock[]>();
  for (const row of rows) {
    const own = clocks.get(row.ticketId);
    if (own) own.push(row);
    else clocks.set(row.ticketId, [row]);
  }
  return clocks;
};

interface Service {
  readonly customerId: string;
  readonly serviceId: string;
}

/** Whose a ticket is: its earliest registration says so, whenever that is dated. */
const serviceOf = (facts: readonly TicketFact[]): Service | undefined =>
  ticketAt(facts, Infinity).registration?.data;

/** @example columnOf('dueAt') // 'due_at' */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Measures every ticket at one instant, from the facts that the verification has read, and holds what the rows that serve
 * say of that instant against it. The fold measures each at its last fact; this is what its rows promise for later.
 *
 * @param tx looks into schema `scratch`, and sees what serves as of the same position
 * @param at second of the position
 * @returns how many tickets were measured
 */
export const checkTickets = async (
  tx: Transaction,
  at: number,
  differences: DifferenceList,
  onTickets: (done: number, total: number) => void,
): Promise<number> => {
  const agreements = new AgreementsInForce();
  const [counted] = await tx<{ total: number }[]>`select count(*) as total from read.ticket`;
  const total = counted?.total ?? 0;
  let done = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows = await ticketsAfter(tx, after);
    const ids = rows.map(({ ticketId }) => ticketId);
    const clocks = await clocksOf(tx, ids);
    const recorded = await factsOfTickets(tx, ids);
    const facts = new Map([...recorded].map(([id, own]) => [id, own.map(({ fact }) => fact)]));
    const services = new Set([...facts.values()].flatMap((own) => serviceOf(own)?.serviceId ?? []));
    const agreementOf = await agreements.of(tx, [...services]);
    for (const { ticketId, ...row } of rows) {
      const own = facts.get(ticketId);
      if (own === undefined) continue; // of a ticket without facts the rows have one too many: told with the rows
      const second = secondOfRows(row, at);
      const ticket = ticketAt(own, second);
      const service = serviceOf(own);
      const agreement = service && agreementOf(service.customerId, service.serviceId);
      const measured = agreement ? measureTicket(ticket, agreement, second) : unmeasured(ticket, second);
      const stored = { ...row, clocks: clocks.get(ticketId) ?? [] };
      for (const { clock, field, ...values } of ticketDifferences(stored, measured)) {
        differences.add({
          part: 'tickets',
          code: 'TICKET_DIFFERS',
          table: clock === null ? 'read.ticket' : 'read.clock_verdict',
          key: { ticket_id: ticketId, ...clock },
          column: field === null ? null : columnOf(field),
          ...values,
        });
      }
    }
    done += rows.length;
    onTickets(done, total);
    after = rows.length < CHUNK ? undefined : rows.at(-1)?.ticketId;
  }
  return done;
};
