import type { RecordedFact } from '@app/facts';
import {
  addenda,
  shownAgain,
  type Evaluation,
  type Freeze,
  type FrozenDocument,
  type MonthFrame,
  type Recorded,
} from '@app/evaluations/domain';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';
import { monthOfOtherTickets } from './evaluation.query.js';
import { recordedOutagesOf } from './service-facts.query.js';

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
  const shown = shownAgain(document, await namesIn(sql, document));
  const position = BigInt(document.position);
  const late = await lateTickets(sql, frame, position);
  const others = await monthOfOtherTickets(
    sql,
    frame,
    late.map(({ id }) => id),
  );
  const outages = await recordedOutagesOf(sql, frame.agreement.agreement);
  return { ...shown, addenda: addenda(shown, { frame, position, others, tickets: late, outages }) };
}

/** Who decided the exclusions of a document, by ticket or outage and fact. */
async function namesIn(sql: Queryable, { exclusions }: FrozenDocument) {
  const about = exclusions.map((row) => ('ticketId' in row ? row.ticketId : row.outageId));
  const tickets = await factsOfTickets(sql, about);
  const rows = await sql<{ outage_id: string; facts: RecordedFact[] }[]>`
    select outage_id, facts from read.outage where outage_id = any(${about})`;
  const outages = new Map(rows.map(({ outage_id, facts }) => [outage_id, facts]));
  return (row: FrozenDocument['exclusions'][number]): string | null => {
    const facts = 'ticketId' in row ? tickets.get(row.ticketId) : outages.get(row.outageId);
    const deciding = facts?.find(({ fact }) => fact.id === row.decidedByFact);
    return deciding?.fact.by ?? null;
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
