import type { CompiledAgreement } from '@app/agreements/domain';
import type { TicketsById } from '@app/problems/domain';
import {
  clocksOnBothBases,
  explain,
  measureTicket,
  type Clock,
  type Language,
  type ServiceLevels,
} from '@app/service-levels/domain';
import type { ServiceFact } from '@app/availability/domain';
import type { EpochSecond } from '@app/support-time';
import { ticketActivity, ticketAt, type TicketFact } from '@app/tickets/domain';
import { collectMonth, type MeasuredTicket } from './collect-month.js';
import { isOfService, type FactsById } from './evaluate-facts.js';
import { evaluation, type Evaluation } from './evaluation.js';
import { monthFrame, type MonthFrame } from './month-frame.js';
import type { OutageHistory } from './month-of-outages.js';
import { knownProblems, type KnownProblem, type ProblemHistory } from './month-of-problems.js';
import { NO_TICKETS, together, type MonthOfTickets } from './month-of-tickets.js';

/** Something under both sets of terms. */
interface BeforeAndAfter<T> {
  readonly before: T;
  readonly after: T;
}

/** A verdict that other terms change, with the reason each set of terms gives for its own. */
export interface VerdictChange extends BeforeAndAfter<JudgedClock> {
  readonly ticketId: string;
  readonly metric: Clock['metric'];
  readonly basis: Clock['basis'];
}

/** A clock under one set of terms, told in sentences; null: those terms have no such clock. */
export type JudgedClock = (Clock & { readonly reasons: readonly string[] }) | null;

/** Months under both sets of terms, and the verdicts that differ, by ticket in the order taken. */
export interface WhatIfAnswer extends BeforeAndAfter<readonly Evaluation[]> {
  readonly changes: readonly VerdictChange[];
}

/** Evaluates months under two sets of terms at once, ticket by ticket; nothing is recorded. */
export class WhatIf {
  private readonly frames: readonly BeforeAndAfter<MonthFrame>[];
  private collected: readonly BeforeAndAfter<MonthOfTickets>[];
  private problems: readonly BeforeAndAfter<readonly KnownProblem[]>[];
  private readonly changed: VerdictChange[] = [];

  /** @param months `YYYY-MM`, in order */
  constructor(
    private readonly terms: BeforeAndAfter<CompiledAgreement>,
    private readonly months: readonly string[],
    private readonly at: EpochSecond,
    private readonly language: Language,
  ) {
    this.frames = months.map((month) => ({
      before: monthFrame(terms.before, month, undefined, at),
      after: monthFrame(terms.after, month, undefined, at),
    }));
    this.collected = months.map(() => ({ before: NO_TICKETS, after: NO_TICKETS }));
    this.problems = months.map(() => ({ before: [], after: [] }));
  }

  /** Takes tickets with all their facts, some at a time; those of other customers or services count nowhere. */
  take(tickets: FactsById<TicketFact>): void {
    const pairs = [...tickets].flatMap(([ticketId, facts]) => this.pair(ticketId, facts) ?? []);
    const [before, after] = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)];
    this.collected = this.frames.map((frame, index) => {
      const known = this.collected[index] ?? { before: NO_TICKETS, after: NO_TICKETS };
      return {
        before: together(known.before, collectMonth(frame.before, before)),
        after: together(known.after, collectMonth(frame.after, after)),
      };
    });
  }

  /** Takes problems with all their facts, and the facts of the tickets that they name, some at a time. */
  takeProblems(histories: readonly ProblemHistory[], tickets: TicketsById): void {
    this.problems = this.frames.map((frame, index) => {
      const known = this.problems[index] ?? { before: [], after: [] };
      return {
        before: [...known.before, ...knownProblems(frame.before, histories, tickets)],
        after: [...known.after, ...knownProblems(frame.after, histories, tickets)],
      };
    });
  }

  /** The evaluations before and after, month by month, and the verdicts that differ. */
  answer(outages: readonly OutageHistory[], service: readonly ServiceFact[] = []): WhatIfAnswer {
    const evaluated = (side: keyof BeforeAndAfter<unknown>) =>
      this.frames.map((frame, index) =>
        evaluation(
          frame[side],
          this.collected[index]?.[side] ?? NO_TICKETS,
          outages,
          this.problems[index]?.[side] ?? [],
          service,
        ),
      );
    return { before: evaluated('before'), after: evaluated('after'), changes: this.changed };
  }

  private pair(ticketId: string, facts: readonly TicketFact[]): BeforeAndAfter<MeasuredTicket> | undefined {
    const ticket = ticketAt(facts, this.at);
    if (!isOfService(this.terms.before, ticket)) return undefined;
    const activity = ticketActivity(ticket);
    const before = measureTicket(ticket, this.terms.before, this.at);
    const after = measureTicket(ticket, this.terms.after, this.at);
    this.compare(ticketId, facts, { before, after });
    return {
      before: { ticketId, ticket, levels: before, activity },
      after: { ticketId, ticket, levels: after, activity },
    };
  }

  /** Lists the clocks of a ticket that differ, those that one set of terms does not have among them. */
  private compare(
    ticketId: string,
    facts: readonly TicketFact[],
    levels: BeforeAndAfter<ServiceLevels>,
  ): void {
    const [before, after] = [clocksOnBothBases(levels.before), clocksOnBothBases(levels.after)];
    // Terms have all clocks of a ticket or none; where both have them, they are the same ones.
    for (const { metric, basis } of before.length > 0 ? before : after) {
      const own = before.find((clock) => clock.metric === metric && clock.basis === basis);
      const other = after.find((clock) => clock.metric === metric && clock.basis === basis);
      if (!this.differ(own, other)) continue;
      this.changed.push({
        ticketId,
        metric,
        basis,
        before: this.judged(own, this.terms.before, levels.before, facts),
        after: this.judged(other, this.terms.after, levels.after, facts),
      });
    }
  }

  /** Another verdict, or one that counts in another month or under another priority; in the months asked about. */
  private differ(before: Clock | undefined, after: Clock | undefined): boolean {
    const isAlike =
      before?.state === after?.state &&
      before?.month === after?.month &&
      before?.priority === after?.priority;
    if (isAlike) return false;
    return [before, after].some(
      (clock) => clock && clock.month !== null && this.months.includes(clock.month),
    );
  }

  private judged(
    clock: Clock | undefined,
    { versions }: CompiledAgreement,
    { agreementVersion }: ServiceLevels,
    facts: readonly TicketFact[],
  ): JudgedClock {
    const judging = versions.find(({ terms }) => terms.version === agreementVersion);
    return clock && judging ? { ...clock, reasons: explain(clock, judging, facts, this.language) } : null;
  }
}
