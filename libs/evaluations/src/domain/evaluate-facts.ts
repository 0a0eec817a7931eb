import type { CompiledAgreement } from '@app/agreements/domain';
import type { OutageFact, ServiceFact } from '@app/availability/domain';
import type { ProblemFact } from '@app/problems/domain';
import { measureTicket } from '@app/service-levels/domain';
import { ticketActivity, ticketAt, type TicketAt, type TicketFact } from '@app/tickets/domain';
import { collectMonth, type MeasuredTicket } from './collect-month.js';
import { evaluation, type Evaluation } from './evaluation.js';
import type { MonthFrame } from './month-frame.js';
import { knownProblems } from './month-of-problems.js';

/** The facts of one ticket, outage or problem, in order of recording. */
export type FactsById<F> = Iterable<readonly [id: string, facts: readonly F[]]>;

/** Evaluates a month from facts alone: every ticket is measured at the frame's `at`. Others' tickets count nowhere. */
export function evaluateFacts(
  frame: MonthFrame,
  tickets: FactsById<TicketFact>,
  outages: FactsById<OutageFact>,
  problems: FactsById<ProblemFact> = [],
  service: readonly ServiceFact[] = [],
): Evaluation {
  const byId = new Map(tickets);
  const histories = [...problems].map(([problemId, facts]) => ({ problemId, facts }));
  return evaluation(
    frame,
    collectMonth(frame, measured(frame, byId)),
    [...outages].map(([outageId, facts]) => ({ outageId, facts })),
    knownProblems(frame, histories, byId),
    service,
  );
}

/** Measures tickets one by one, as they are asked for; those of other customers or services are left out. */
export function* measured(frame: MonthFrame, tickets: FactsById<TicketFact>): Iterable<MeasuredTicket> {
  for (const [ticketId, facts] of tickets) {
    const ticket = ticketAt(facts, frame.at);
    if (!isOfService(frame.agreement, ticket)) continue;
    yield {
      ticketId,
      ticket,
      levels: measureTicket(ticket, frame.agreement, frame.at),
      activity: ticketActivity(ticket),
    };
  }
}

/** Is a ticket registered, and for the agreement's customer and service? */
export function isOfService({ agreement }: CompiledAgreement, { registration }: TicketAt): boolean {
  const of = registration?.data;
  return of?.customerId === agreement.customerId && of.serviceId === agreement.serviceId;
}
