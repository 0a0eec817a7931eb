import {
  compileAgreement,
  mergePatch,
  validateAgreement,
  type Agreement,
  type AgreementFault,
  type CompiledAgreement,
} from '@app/agreements/domain';
import {
  clocksOnBothBases,
  explain,
  measureTicket,
  type Clock,
  type Language,
} from '@app/service-levels/domain';
import { monthBounds, type EpochSecond } from '@app/support-time';
import { ticketActivity, ticketAt, type TicketFact } from '@app/tickets/domain';
import { collectMonth, type MeasuredTicket } from './collect-month.js';
import type { FactsById } from './evaluate-facts.js';
import { evaluation, type Evaluation } from './evaluation.js';
import type { OutageHistory } from './month-of-outages.js';
import { monthFrame } from './month-frame.js';
import { together, type MonthOfTickets } from './month-of-tickets.js';

/** A verdict that other terms change, with the reason each set of terms gives for its own. */
export interface VerdictChange {
  readonly ticketId: string;
  readonly metric: Clock['metric'];
  readonly basis: Clock['basis'];
  readonly before: JudgedClock;
  readonly after: JudgedClock;
}

/** A clock under one set of terms, told in sentences; null: those terms have no such clock. */
export type JudgedClock = (Clock & { readonly reasons: readonly string[] }) | null;

/** The same agreement with a merge patch applied to some of its versions, or what is wrong with the result. */
export type PatchedTerms =
  | { readonly kind: 'patched'; readonly agreement: CompiledAgreement }
  | { readonly kind: 'invalid'; readonly faults: readonly AgreementFault[] };

/**
 * Applies a JSON merge patch (RFC 7396) to every version named; lists are replaced whole. The result must be an
 * agreement that could be put.
 */
export function patchTerms(agreement: Agreement, versions: readonly number[], patch: unknown): PatchedTerms {
  const patched = {
    ...agreement,
    versions: agreement.versions.map((version) =>
      versions.includes(version.version) ? mergePatch(version, patch) : version,
    ),
  };
  const checked = validateAgreement(patched);
  return checked.kind === 'invalid'
    ? checked
    : { kind: 'patched', agreement: compileAgreement(checked.value) };
}

/**
 * The versions that judge in some months: those in force at any time in them, and the ones before, whose tickets may
 * still be decided then; without the ones that begin later.
 */
export function judgingVersions({ versions }: CompiledAgreement, months: readonly string[]): number[] {
  const last = months.at(-1);
  if (last === undefined) return [];
  return versions
    .filter(({ startsAt, calendar }) => startsAt < monthBounds(calendar.timeZone, last).to)
    .map(({ terms }) => terms.version);
}

/** Evaluates months under two sets of terms at once, ticket by ticket; nothing is recorded. */
export class WhatIf {
  private readonly frames: readonly {
    before: ReturnType<typeof monthFrame>;
    after: ReturnType<typeof monthFrame>;
  }[];
  private readonly collected: { before: MonthOfTickets; after: MonthOfTickets }[];
  private readonly changed: VerdictChange[] = [];

  constructor(
    private readonly before: CompiledAgreement,
    private readonly after: CompiledAgreement,
    private readonly months: readonly string[],
    private readonly at: EpochSecond,
    private readonly language: Language,
  ) {
    this.frames = months.map((month) => ({
      before: monthFrame(before, month, undefined, at),
      after: monthFrame(after, month, undefined, at),
    }));
    this.collected = this.frames.map((frame) => ({
      before: collectMonth(frame.before, []),
      after: collectMonth(frame.after, []),
    }));
  }

  /** Takes tickets of the agreement's customer and service, some at a time. */
  take(tickets: FactsById<TicketFact>): void {
    const pairs = [...tickets].map(([ticketId, facts]) => this.pair(ticketId, facts));
    this.frames.forEach((frame, index) => {
      const known = this.collected[index];
      if (known === undefined) return;
      this.collected[index] = {
        before: together(
          known.before,
          collectMonth(
            frame.before,
            pairs.map(({ before }) => before),
          ),
        ),
        after: together(
          known.after,
          collectMonth(
            frame.after,
            pairs.map(({ after }) => after),
          ),
        ),
      };
    });
  }

  /** The evaluations before and after, month by month, and the verdicts that differ. */
  answer(outages: readonly OutageHistory[]): {
    before: Evaluation[];
    after: Evaluation[];
    changes: VerdictChange[];
  } {
    const evaluate = (side: 'before' | 'after') =>
      this.frames.flatMap((frame, index) => {
        const tickets = this.collected[index];
        return tickets ? [evaluation(frame[side], tickets[side], outages)] : [];
      });
    return { before: evaluate('before'), after: evaluate('after'), changes: this.changed };
  }

  private pair(
    ticketId: string,
    facts: readonly TicketFact[],
  ): { before: MeasuredTicket; after: MeasuredTicket } {
    const ticket = ticketAt(facts, this.at);
    const activity = ticketActivity(ticket);
    const before = measureTicket(ticket, this.before, this.at);
    const after = measureTicket(ticket, this.after, this.at);
    const judge = (agreement: CompiledAgreement, clock: Clock, version: number | null): JudgedClock => {
      const judging = agreement.versions.find(({ terms }) => terms.version === version);
      return judging ? { ...clock, reasons: explain(clock, judging, facts, this.language) } : null;
    };
    const others = new Map(
      clocksOnBothBases(after).map((clock) => [`${clock.metric} ${clock.basis}`, clock]),
    );
    for (const clock of clocksOnBothBases(before)) {
      const other = others.get(`${clock.metric} ${clock.basis}`);
      if (other === undefined || !this.differ(clock, other)) continue;
      this.changed.push({
        ticketId,
        metric: clock.metric,
        basis: clock.basis,
        before: judge(this.before, clock, before.agreementVersion),
        after: judge(this.after, other, after.agreementVersion),
      });
    }
    return {
      before: { ticketId, ticket, levels: before, activity },
      after: { ticketId, ticket, levels: after, activity },
    };
  }

  /** Another verdict, or the same in another month; and one of both in the months asked about. */
  private differ(before: Clock, after: Clock): boolean {
    if (before.state === after.state && before.month === after.month) return false;
    return [before, after].some(({ month }) => month !== null && this.months.includes(month));
  }
}
