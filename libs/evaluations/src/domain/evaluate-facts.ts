import type { OutageFact } from '@app/availability/domain';
import { measureTicket } from '@app/service-levels/domain';
import { ticketActivity, ticketAt, type TicketFact } from '@app/tickets/domain';
import { collectMonth, type MeasuredTicket } from './collect-month.js';
import { evaluation, type Evaluation } from './evaluation.js';
import type { MonthFrame } from './month-frame.js';

/** The facts of one ticket or outage, in order of recording. */
export type FactsById<F> = Iterable<readonly [id: string, facts: readonly F[]]>;

/** Evaluates a month from facts alone: every ticket is measured at the frame's `at`. Others' tickets count nowhere. */
export function evaluateFacts(
  frame: MonthFrame,
  tickets: FactsById<TicketFact>,
  outages: FactsById<OutageFact>,
): Evaluation {
  return evaluation(
    frame,
    collectMonth(frame, measured(frame, tickets)),
    [...outages].map(([outageId, facts]) => ({ outageId, facts })),
  );
}

/** Measures tickets one by one, as they are asked for; those of other customers or services are left out. */
export function* measured(frame: MonthFrame, tickets: FactsById<TicketFact>): Iterable<MeasuredTicket> {
  const { customerId, serviceId } = frame.agreement.agreement;
  for (const [ticketId, facts] of tickets) {
    const ticket = ticketAt(facts, frame.at);
    const of = ticket.registration?.data;
    if (of?.customerId !== customerId || of.serviceId !== serviceId) continue;
    yield {
      ticketId,
      ticket,
      levels: measureTicket(ticket, frame.agreement, frame.at),
      activity: ticketActivity(ticket),
    };
  }
}
