import type { OutageFact, ServiceFact } from '@app/availability/domain';
import { knownUpTo, type RecordedFact } from '@app/facts';
import type { TicketFact } from '@app/tickets/domain';
import type { Addendum } from './addendum.js';
import { collectMonth } from './collect-month.js';
import type { Evaluation } from './evaluation.js';
import { measured } from './evaluate-facts.js';
import { figureChanges } from './figure-changes.js';
import type { MonthFrame } from './month-frame.js';
import { together, type MonthOfTickets } from './month-of-tickets.js';
import { MonthReplay, type NextFact, type Recorded } from './month-replay.js';

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

/**
 * The addenda of a frozen month: the facts recorded since are taken one by one, in the order of the log, and each that
 * changes a figure of the month says which, from what to what. What a later one takes back shows twice.
 */
export function addenda(frozen: Evaluation, after: AfterFreeze): Addendum[] {
  const { frame, others, tickets, outages, service, position: frozenAt } = after;
  const known = tickets.map(({ id, facts }) => [id, factsUpTo(facts, frozenAt)] as const);
  const replay = new MonthReplay({
    frame,
    tickets: together(others, collectMonth(frame, measured(frame, known))),
    outages: outages.map(({ id, facts }) => [id, factsUpTo(facts, frozenAt)]),
    service: factsUpTo(service, frozenAt),
  });
  for (const [ticketId, facts] of known) replay.know(ticketId, facts);
  const other = figureChanges(frozen, replay.shown);
  const position = String(frozenAt);
  const ofEngine = { factId: null, type: 'EngineChanged', recordedAt: null, position, changes: other };
  const { serviceId } = frame.agreement.agreement;
  const ofFacts = factsAfter({ ...after, serviceId }).map((next) => addendumOf(next, replay.take(next)));
  return [ofEngine, ...ofFacts].filter(({ changes }) => changes.length > 0);
}

/** What a fact changed. */
export const addendumOf = ({ kind, id, recorded }: NextFact, changes: Addendum['changes']): Addendum => ({
  [`${kind}Id`]: id,
  factId: recorded.fact.id,
  type: recorded.fact.type,
  recordedAt: new Date(recorded.recordedAtMs).toISOString(),
  position: recorded.position,
  changes,
});

/** The facts after a position, in the order of the log. */
export function factsAfter({
  serviceId,
  tickets,
  outages,
  service,
  position,
}: Pick<AfterFreeze, 'tickets' | 'outages' | 'service' | 'position'> & {
  readonly serviceId: string;
}): NextFact[] {
  const all: NextFact[] = [
    ...tickets.flatMap(({ id, facts }) =>
      facts.map((recorded) => ({ kind: 'ticket' as const, id, recorded })),
    ),
    ...outages.flatMap(({ id, facts }) =>
      facts.map((recorded) => ({ kind: 'outage' as const, id, recorded })),
    ),
    ...service.map((recorded) => ({
      kind: 'service' as const,
      id: serviceId,
      recorded,
    })),
  ];
  return all
    .filter(({ recorded }) => BigInt(recorded.position) > position)
    .sort((a, b) => (BigInt(a.recorded.position) < BigInt(b.recorded.position) ? -1 : 1));
}

/** The facts that had been recorded by a position. */
export const factsUpTo = <F extends { readonly type: string }>(
  facts: readonly RecordedFact<F>[],
  position: bigint,
): readonly F[] => knownUpTo(facts, position).map(({ fact }) => fact);
