import type { Transaction } from '@app/platform';
import { AgreementsInForce, casesOf, factsOfTickets } from '@app/service-levels';
import type { Difference, DifferenceList } from '../domain/index.js';
import type { StoredClock, StoredTicket } from '../domain/ticket-differences.js';
import type { MadeTickets } from './made-tickets.js';
import { checkTicket } from './ticket-check.js';

/** How many tickets are measured at once: what bounds the memory of it. */
const CHUNK = 1_000;

type ServedTicket = Omit<StoredTicket, 'clocks'> & { readonly ticketId: string };
type ServedClock = StoredClock & { readonly ticketId: string };

const ticketsOf = (tx: Transaction, ticketIds: readonly string[]): Promise<readonly ServedTicket[]> =>
  tx<ServedTicket[]>`
    select ticket_id as "ticketId", agreement_version as "agreementVersion", type, priority,
      registered_at as "registeredAt", findings, holds_from as "holdsFrom", holds_before as "holdsBefore"
    from read.ticket where ticket_id = any(${ticketIds as string[]}) order by ticket_id`;

const clocksOf = async (
  tx: Transaction,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredClock[]>> => {
  const rows = await tx<ServedClock[]>`
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

/** What the rows that serve say of some tickets, against the facts that the verification has read. */
async function* differencesOf(
  tx: Transaction,
  ticketIds: readonly string[],
  at: number,
): AsyncIterable<readonly Difference[]> {
  const agreements = new AgreementsInForce();
  for (let from = 0; from < ticketIds.length; from += CHUNK) {
    const rows = await ticketsOf(tx, ticketIds.slice(from, from + CHUNK));
    const ids = rows.map(({ ticketId }) => ticketId);
    const clocks = await clocksOf(tx, ids);
    const cases = await casesOf(tx, agreements, [...(await factsOfTickets(tx, ids))]);
    const known = new Map(cases.map((each) => [each.ticketId, each]));
    for (const { ticketId, ...row } of rows) {
      const own = known.get(ticketId);
      if (own === undefined) continue; // of a ticket without facts the rows have one too many: told with the rows
      const stored = { ...row, clocks: clocks.get(ticketId) ?? [] };
      const facts = own.recorded.map(({ fact }) => fact);
      yield checkTicket(ticketId, stored, facts, own.agreement, at);
    }
  }
}

/**
 * Holds what the rows that serve say of every ticket against its measurement. Each was measured when its rows were made
 * anew; rows that serve and are not these are looked at here.
 *
 * @param tx looks into schema `scratch`, and sees what serves as of the same position
 * @param changed tickets of which a row that serves is not the one made anew
 * @returns how many tickets were measured
 */
export const checkTickets = async (
  tx: Transaction,
  made: MadeTickets,
  changed: readonly string[],
  differences: DifferenceList,
): Promise<number> => {
  for await (const found of differencesOf(tx, changed, made.at))
    for (const difference of found) differences.add(difference);
  const told = new Set(changed);
  for (const [ticketId, found] of made.differences)
    if (!told.has(ticketId)) for (const difference of found) differences.add(difference);
  const [counted] = await tx<{ total: number }[]>`select count(*) as total from ticket`;
  return counted?.total ?? 0;
};
