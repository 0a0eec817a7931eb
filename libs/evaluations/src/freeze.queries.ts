import type { OutageFact, ServiceFact } from '@app/availability/domain';
import {
  addenda,
  shownAgain,
  type Evaluation,
  type Freeze,
  type FrozenDocument,
  type MonthFrame,
  type Recorded,
  type WordsOf,
} from '@app/evaluations/domain';
import type { RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';
import { monthOfOtherTickets } from './evaluation.query.js';
import { recordedFactsOfService, recordedOutagesOf } from './service-facts.query.js';

/** The freezes of a month, the oldest first. */
export async function freezesOf(
  sql: Queryable,
  agreementId: string,
  month: string,
): Promise<readonly Freeze[]> {
  const [row] = await sql<{ freezes: readonly Freeze[] }[]>`
    select freezes from read.evaluation_freezes where agreement_id = ${agreementId} and month = ${month}`;
  return row?.freezes ?? [];
}

/** A frozen document as it is read: names joined from the facts, and what changed its figures since. */
export async function frozenEvaluation(
  sql: Queryable,
  frame: MonthFrame,
  document: FrozenDocument,
): Promise<Evaluation> {
  const outages = await recordedOutagesOf(sql, frame.agreement.agreement);
  const service = await recordedFactsOfService(sql, frame.agreement.agreement);
  const shown = shownAgain(document, await wordsIn(sql, document, outages, service));
  const position = BigInt(document.position);
  const late = await lateTickets(sql, frame, position);
  const others = await monthOfOtherTickets(
    sql,
    frame,
    late.map(({ id }) => id),
  );
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
  { agreement, bounds }: MonthFrame,
  position: bigint,
): Promise<Recorded<TicketFact>[]> {
  const { customerId, serviceId } = agreement.agreement;
  const rows = await sql<{ ticket_id: string }[]>`
    select distinct late.ticket_id from read.ticket_fact as late
    join read.ticket as ticket using (ticket_id)
    where late.position > ${String(position)}
      and (
        exists (
          select from read.ticket_fact as known
          where known.ticket_id = late.ticket_id and known.position <= ${String(position)}
        )
        or (
          ticket.customer_id = ${customerId} and ticket.service_id = ${serviceId}
          and ticket.registered_at < ${bounds.to}
        )
      )
    order by late.ticket_id`;
  const facts = await factsOfTickets(
    sql,
    rows.map(({ ticket_id }) => ticket_id),
  );
  return [...facts].map(([id, own]) => ({ id, facts: own }));
}
