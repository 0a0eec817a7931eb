import type { OutageFact, ServiceFact } from '@app/availability/domain';
import type { RecordedFact } from '@app/facts';
import type { TicketFact } from '@app/tickets/domain';
import { collectMonth, type MeasuredTicket } from './collect-month.js';
import { evaluation, type Evaluation } from './evaluation.js';
import { measured } from './evaluate-facts.js';
import type { Addendum, FigureChange } from './addendum.js';
import { figureChanges } from './figure-changes.js';
import type { MonthFrame } from './month-frame.js';
import { together, type MonthOfTickets } from './month-of-tickets.js';

/** Everything recorded of a ticket or an outage, in order of recording. */
export interface Recorded<F extends { readonly type: string }> {
  readonly id: string;
  readonly facts: readonly RecordedFact<F>[];
}

/** What came after a freeze, and what it is held against. */
export interface AfterFreeze {
  /** The restated month, at the instant it is asked for. */
  readonly frame: MonthFrame;
  /** Of the log: what the frozen document holds. */
  readonly position: bigint;
  /** The month of every ticket that is not among `tickets`. */
  readonly others: MonthOfTickets;
  /** Tickets with facts after the position that may have to do with the month. */
  readonly tickets: readonly Recorded<TicketFact>[];
  /** All outages of the service. */
  readonly outages: readonly Recorded<OutageFact>[];
  /** Everything recorded of the service itself, in order of recording. */
  readonly service: readonly RecordedFact<ServiceFact>[];
}

type Late =
  | { readonly kind: 'ticket'; readonly id: string; readonly recorded: RecordedFact<TicketFact> }
  | { readonly kind: 'outage'; readonly id: string; readonly recorded: RecordedFact<OutageFact> }
  | { readonly kind: 'service'; readonly id: string; readonly recorded: RecordedFact<ServiceFact> };

/**
 * The addenda of a frozen month: the facts recorded since are taken one by one, in the order of the log, and each that
 * changes a figure of the month says which, from what to what. What a later one takes back shows twice.
 */
export function addenda(frozen: Evaluation, after: AfterFreeze): Addendum[] {
  const replay = new Replay(after);
  const other = figureChanges(frozen, replay.shown);
  const position = String(after.position);
  const ofEngine = { factId: null, type: 'EngineChanged', recordedAt: null, position, changes: other };
  const ofFacts = lateFacts(after).map((late): Addendum => ({
    [`${late.kind}Id`]: late.id,
    factId: late.recorded.fact.id,
    type: late.recorded.fact.type,
    recordedAt: new Date(late.recorded.recordedAtMs).toISOString(),
    position: late.recorded.position,
    changes: replay.take(late),
  }));
  return [ofEngine, ...ofFacts].filter(({ changes }) => changes.length > 0);
}

function lateFacts({ frame, tickets, outages, service, position }: AfterFreeze): Late[] {
  const late: Late[] = [
    ...tickets.flatMap(({ id, facts }) =>
      facts.map((recorded) => ({ kind: 'ticket' as const, id, recorded })),
    ),
    ...outages.flatMap(({ id, facts }) =>
      facts.map((recorded) => ({ kind: 'outage' as const, id, recorded })),
    ),
    ...service.map((recorded) => ({
      kind: 'service' as const,
      id: frame.agreement.agreement.serviceId,
      recorded,
    })),
  ];
  return late
    .filter(({ recorded }) => BigInt(recorded.position) > position)
    .sort((a, b) => (BigInt(a.recorded.position) < BigInt(b.recorded.position) ? -1 : 1));
}

/** The month as it was at a position of the log, moved on fact by fact. */
class Replay {
  private readonly frame: MonthFrame;
  private readonly others: MonthOfTickets;
  private readonly facts = new Map<string, readonly TicketFact[]>();
  private readonly tickets = new Map<string, readonly MeasuredTicket[]>();
  private readonly outages: Map<string, readonly OutageFact[]>;
  private service: readonly ServiceFact[];
  /** The evaluation with the facts taken so far. */
  shown: Evaluation;

  constructor({ frame, position, others, tickets, outages, service }: AfterFreeze) {
    this.frame = frame;
    this.others = others;
    this.service = upTo(service, position);
    this.outages = new Map(outages.map(({ id, facts }) => [id, upTo(facts, position)]));
    for (const { id, facts } of tickets) this.measure(id, upTo(facts, position));
    this.shown = this.evaluate();
  }

  /** The figures that one more fact changes. */
  take(late: Late): FigureChange[] {
    if (late.kind === 'outage') {
      this.outages.set(late.id, [...(this.outages.get(late.id) ?? []), late.recorded.fact]);
    } else if (late.kind === 'service') {
      this.service = [...this.service, late.recorded.fact];
    } else if (!this.touches(late.id, late.recorded.fact)) {
      return [];
    }
    const before = this.shown;
    this.shown = this.evaluate();
    return figureChanges(before, this.shown);
  }

  /** Takes a fact of a ticket; false where the ticket is in the month as it was. */
  private touches(id: string, fact: TicketFact): boolean {
    const before = this.monthOf(id);
    this.measure(id, [...(this.facts.get(id) ?? []), fact]);
    return JSON.stringify(this.monthOf(id)) !== JSON.stringify(before);
  }

  private measure(id: string, facts: readonly TicketFact[]): void {
    this.facts.set(id, facts);
    this.tickets.set(id, [...measured(this.frame, [[id, facts]])]);
  }

  private monthOf(id: string): MonthOfTickets {
    return collectMonth(this.frame, this.tickets.get(id) ?? []);
  }

  private evaluate(): Evaluation {
    const tickets = together(this.others, collectMonth(this.frame, [...this.tickets.values()].flat()));
    const histories = [...this.outages].map(([outageId, facts]) => ({ outageId, facts }));
    return evaluation(this.frame, tickets, histories, this.service);
  }
}

const upTo = <F extends { readonly type: string }>(
  facts: readonly RecordedFact<F>[],
  position: bigint,
): readonly F[] => facts.filter((each) => BigInt(each.position) <= position).map(({ fact }) => fact);
