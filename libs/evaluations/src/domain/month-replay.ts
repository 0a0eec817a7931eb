import type { OutageFact, ServiceFact } from '@app/availability/domain';
import type { RecordedFact } from '@app/facts';
import type { TicketFact } from '@app/tickets/domain';
import type { FigureChange } from './addendum.js';
import { collectMonth } from './collect-month.js';
import { evaluation, type Evaluation } from './evaluation.js';
import { measured } from './evaluate-facts.js';
import { figureChanges } from './figure-changes.js';
import type { MonthFrame } from './month-frame.js';
import type { MonthOfTickets } from './month-of-tickets.js';
import { TicketSums } from './ticket-sums.js';

/** Everything recorded of a ticket or an outage, in order of recording. */
export interface Recorded<F extends { readonly type: string }> {
  readonly id: string;
  readonly facts: readonly RecordedFact<F>[];
}

/** One more fact, and what it is about. */
export type NextFact =
  | { readonly kind: 'ticket'; readonly id: string; readonly recorded: RecordedFact<TicketFact> }
  | { readonly kind: 'outage'; readonly id: string; readonly recorded: RecordedFact<OutageFact> }
  | { readonly kind: 'service'; readonly id: string; readonly recorded: RecordedFact<ServiceFact> };

/** A month as it was at a position of the log. */
export interface MonthThen {
  readonly frame: MonthFrame;
  /** Of all tickets, by their facts of then. */
  readonly tickets: MonthOfTickets;
  readonly outages: Iterable<readonly [outageId: string, facts: readonly OutageFact[]]>;
  readonly service: readonly ServiceFact[];
}

/**
 * The figures of a month as they were at a position of the log, moved on fact by fact in the order of the log. Only the
 * ticket that a fact is about is measured again; of all others the sums are kept.
 */
export class MonthReplay {
  private frame: MonthFrame;
  private sums: TicketSums;
  private readonly tickets = new Map<string, readonly TicketFact[]>();
  private readonly outages: Map<string, readonly OutageFact[]>;
  private service: readonly ServiceFact[];
  /** The evaluation with the facts taken so far; of its tickets it has what figures are made of, and no lists. */
  shown: Evaluation;

  constructor({ frame, tickets, outages, service }: MonthThen) {
    this.frame = frame;
    this.sums = new TicketSums(tickets);
    this.outages = new Map(outages);
    this.service = service;
    this.shown = this.evaluate();
  }

  /** Says what is known of a ticket already: its facts that the month has been told of. */
  know(ticketId: string, facts: readonly TicketFact[]): void {
    this.tickets.set(ticketId, facts);
  }

  /** Lets go of what is known of tickets one by one; they stay in the sums. */
  forgetTickets(): void {
    this.tickets.clear();
  }

  /** The figures that one more fact changes. What is known of its ticket has been said before. */
  take(next: NextFact): FigureChange[] {
    if (next.kind === 'outage') {
      this.outages.set(next.id, [...(this.outages.get(next.id) ?? []), next.recorded.fact]);
    } else if (next.kind === 'service') {
      this.service = [...this.service, next.recorded.fact];
    } else if (!this.takeOfTicket(next.id, next.recorded.fact)) {
      return [];
    }
    return this.moveOn();
  }

  /** The figures that other terms change, with all tickets measured under them. */
  takeTerms(frame: MonthFrame, tickets: MonthOfTickets): FigureChange[] {
    this.frame = frame;
    this.sums = new TicketSums(tickets);
    return this.moveOn();
  }

  /** False where the ticket's part in the sums is what it was. */
  private takeOfTicket(ticketId: string, fact: TicketFact): boolean {
    const known = this.tickets.get(ticketId) ?? [];
    this.tickets.set(ticketId, [...known, fact]);
    return this.sums.replace(this.monthOf(ticketId, known), this.monthOf(ticketId, [...known, fact]));
  }

  private monthOf(ticketId: string, facts: readonly TicketFact[]): MonthOfTickets {
    return collectMonth(this.frame, measured(this.frame, [[ticketId, facts]]));
  }

  private moveOn(): FigureChange[] {
    const before = this.shown;
    this.shown = this.evaluate();
    return figureChanges(before, this.shown);
  }

  private evaluate(): Evaluation {
    const histories = [...this.outages].map(([outageId, facts]) => ({ outageId, facts }));
    // The section on problems is no figure: nothing of it is replayed.
    return evaluation(this.frame, this.sums.month(), histories, [], this.service);
  }
}
