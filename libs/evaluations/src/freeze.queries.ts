import type { OutageFact, ServiceFact } from '@app/availability/domain';
import {
  addenda,
  applyFreezeEvent,
  shownAgain,
  type Evaluation,
  type Freeze,
  type FrozenDocument,
  type MonthFrame,
  type Recorded,
  type WordsOf,
} from '@app/evaluations/domain';
import { knownUpTo, type RecordedFact, type UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { monthFromFacts, monthOfOtherTickets } from './evaluation.query.js';
import type { RecordedFreezeEvent } from './freezes.projection.js';
import { outagesEverOf, recordedFactsOfService } from './service-facts.query.js';

/** The freezes of a month that had been recorded by a position, the oldest first. */
export async function freezesOf(
  sql: Queryable,
  agreementId: string,
  month: string,
  upTo?: UpTo,
): Promise<readonly Freeze[]> {
  const [row] = await sql<{ events: readonly RecordedFreezeEvent[] }[]>`
    select events from read.evaluation_freezes where agreement_id = ${agreementId} and month = ${month}`;
  return knownUpTo(row?.events ?? [], upTo).reduce<readonly Freeze[]>(
    (freezes, { event }) => applyFreezeEvent(freezes, event),
    [],
  );
}

/** A frozen document as it is read: names joined from the facts, and what changed its figures since. */
export async function frozenEvaluation(
  sql: Queryable,
  frame: MonthFrame,
  document: FrozenDocument,
  upTo?: UpTo,
): Promise<Evaluation> {
  const outages = await outagesEverOf(sql, frame.agreement.agreement, upTo);
  const service = await recordedFactsOfService(sql, frame.agreement.agreement, upTo);
  const shown = shownAgain(document, await wordsIn(sql, document, outages, service));
  const position = BigInt(document.position);
  const late = await lateTickets(sql, frame, position, upTo);
  const ids = late.map(({ id }) => id);
  const others = await (upTo === undefined
    ? monthOfOtherTickets(sql, frame, ids)
    : monthFromFacts(sql, frame, ids, upTo));
  return { ...shown, addenda: addenda(shown, { frame, position, others, tickets: late, outages, service }) };
}

/** Names and words that a document leaves to its facts: by ticket, outage or service, and fact. */
async function wordsIn(
  sql: Queryable,
  { exclusions }: FrozenDocument,
  outages: readonly Recorded<OutageFact>[],
  service: readonly RecordedFact<ServiceFact>[],
): Promise<WordsOf> {
  const ofTickets = exclusions.flatMap((row) => ('ticketId' in row ? [row.ticketId] : []));
  const tickets = await factsOfTickets(sql, ofTickets);
  const ofOutages = new Map(outages.map(({ id, facts }) => [id, facts]));
  return {
    decidedBy: (row) => {
      const facts = 'ticketId' in row ? tickets.get(row.ticketId) : ofOutages.get(row.outageId);
      return facts?.find(({ fact }) => fact.id === row.decidedByFact)?.fact.by ?? null;
    },
    captured: ({ factId }) => {
      const fact = service.find((recorded) => recorded.fact.id === factId)?.fact;
      return {
        by: fact?.by ?? null,
        source: fact?.type === 'PublishedFigureCaptured' ? fact.data.source : null,
      };
    },
  };
}

/**
 * Tickets with facts after a position that may have to do with the month: registered before its end, or known before
 * that position. What was first heard of afterwards and registered later has nothing to do with it.
 */
async function lateTickets(
  sql: Queryable,
  { agreement: { agreement }, bounds }: MonthFrame,
  position: bigint,
  upTo: UpTo,
): Promise<Recorded<TicketFact>[]> {
  const { customerId, serviceId } = agreement;
  const rows = await sql<{ ticket_id: string }[]>`
    select late.ticket_id from (
      select distinct ticket_id from read.ticket_fact
      where position > ${String(position)} ${upTo === undefined ? sql`` : sql`and position <= ${String(upTo)}`}
    ) as late
    cross join lateral (
      select from read.ticket_fact as known
      where known.ticket_id = late.ticket_id and (
        known.position <= ${String(position)} or (
          known.type = 'TicketRegistered' and known.occurred_at < ${bounds.to}
          and known.data ->> 'customerId' = ${customerId} and known.data ->> 'serviceId' = ${serviceId}
        )
      )
      limit 1
    ) as concerned
    order by late.ticket_id`;
  const facts = await factsOfTickets(
    sql,
    rows.map(({ ticket_id }) => ticket_id),
    upTo,
  );
  const concerns = (own: readonly RecordedFact<TicketFact>[]): boolean => {
    if (own.some((recorded) => BigInt(recorded.position) <= position)) return true;
    const ofTicket = own.map(({ fact }) => fact);
    const { registration } = ticketAt(ofTicket, Infinity);
    const { data, occurredAt = Infinity } = registration ?? {};
    return data?.customerId === customerId && data.serviceId === serviceId && occurredAt < bounds.to;
  };
  return [...facts].flatMap(([id, own]) => (concerns(own) ? { id, facts: own } : []));
}
